"""Every address of the application: each app declares its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("sightline.web.figures.urls")),
    path("", include("sightline.web.people.urls")),
    path("", include("sightline.web.children.urls")),
    path("", include("sightline.web.maps.urls")),
    path("", include("sightline.web.quality.urls")),
    path("", include("sightline.web.commentary.urls")),
    path("", include("sightline.web.guidance.urls")),
    path("audit/", include("sightline.web.audit.urls")),
    path("administration/", include("sightline.web.administration.urls")),
    path("api/", include("sightline.web.api.urls")),
]
handler400 = "sightline.web.config.errors.bad_request"
handler403 = "sightline.web.config.errors.not_yours"
handler404 = "sightline.web.config.errors.not_found"
handler500 = "sightline.web.config.errors.broken"
