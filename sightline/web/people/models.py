"""People and the roles they were given."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from sightline.web.people.roles import ROLES, Role


class Person(AbstractUser):
    """Somebody who may sign in. What they may do comes from their grants; Django's own permissions are not used."""

    display_name = models.CharField("name", max_length=150)
    shortcuts_on = models.BooleanField("single-key shortcuts", default=True)

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.display_name or self.username

    def grants_on(self, day: date) -> "models.QuerySet[Grant]":
        """The grants in force on a day, in the order they were given."""
        return self.grants.filter(Q(until=None) | Q(until__gte=day), from_date__lte=day).order_by("pk")


class Grant(models.Model):
    """A role given to a person for one unit of the organisation, from a day on, until a day or until taken away."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40, choices=[(role.key, role.title) for role in ROLES.values()])
    unit = models.CharField(max_length=200, default="whole", help_text="The unit's key, such as locality.north.")
    from_date = models.DateField("from", default=timezone.localdate)
    until = models.DateField("until and with", null=True, blank=True)
    given_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "unit", "from_date"], name="one_grant_of_a_role_and_unit"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("from_date")), name="a_grant_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role_class.title}, {self.unit}"

    @property
    def role_class(self) -> type[Role]:
        return ROLES[self.role]
