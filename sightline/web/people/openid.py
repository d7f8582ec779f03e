"""Sign-in through OpenID Connect: for people an administrator has entered, known by their e-mail address."""

from mozilla_django_oidc.auth import OIDCAuthenticationBackend


class KnownPeopleOnly(OIDCAuthenticationBackend):
    """Lets in who is known and active; nobody is made by signing in."""

    def filter_users_by_claims(self, claims: dict):
        email = claims.get("email", "")
        verified = claims.get("email_verified", True)
        if not email or verified in (False, "false"):
            return self.UserModel.objects.none()
        return self.UserModel.objects.filter(email__iexact=email, is_active=True)
