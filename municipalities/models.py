"""Tenants: the 285 municipalities of Flanders, and who works for them."""

from functools import lru_cache

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language

from journal.models import Stream
from municipalities.hosts import is_connected
from municipalities.reserved import RESERVED

DEFAULT_PLATE = "#0c3f7c"


def refuse_reserved(slug: str) -> None:
    """Raises ValidationError for a slug that is a word of the platform's own addresses."""
    if slug in RESERVED:
        raise ValidationError("%(slug)s is a reserved word", params={"slug": slug})


@lru_cache(10_000)
def path_of(name: str, *arguments: object) -> str:
    """What `reverse` says, kept: every page asks for a score of addresses."""
    return reverse(name, args=arguments)


def only_dutch() -> list[str]:
    """Dutch is always the first language; others are a municipality's labelled choice."""
    return ["nl"]


class Municipality(models.Model):
    """A tenant. The key is its NIS code of 2025."""

    nis = models.PositiveIntegerField(primary_key=True)
    slug = models.SlugField(max_length=60, unique=True, validators=[refuse_reserved])
    name = models.CharField(max_length=80)
    name_fr = models.CharField(max_length=80)
    name_de = models.CharField(max_length=80)
    province = models.CharField(max_length=40)
    ovo = models.CharField(max_length=9)
    kbo = models.CharField(max_length=10)
    lblod_uri = models.URLField(max_length=200)
    spatial_uri = models.URLField(max_length=100)
    merged_from = models.CharField(max_length=60, blank=True)  # NIS codes before 2025, separated by spaces
    has_facilities = models.BooleanField(default=False)  # one of the twelve facility municipalities
    languages = ArrayField(models.CharField(max_length=2), default=only_dutch)
    plate_colour = models.CharField(
        max_length=7, default=DEFAULT_PLATE, validators=[RegexValidator(r"^#[0-9a-fA-F]{6}\Z")]
    )
    domain = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(blank=True)
    version = models.PositiveIntegerField(default=1)  # of what its managers chose
    stream = models.OneToOneField(Stream, models.PROTECT)

    is_at_home = False  # visited on its own domain, whose links have no slug

    class Meta:
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=["domain"], condition=~models.Q(domain=""), name="municipality_domain_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def named(self) -> str:
        """The name in the language in use; English uses the Dutch one."""
        return {"fr": self.name_fr, "de": self.name_de}.get(get_language() or "nl", self.name)

    def url(self, name: str, *arguments: object, language: str | None = None) -> str:
        """The path of a page of this municipality in `language` (the one in use when None). Dutch has no segment."""
        language = language or get_language() or "nl"
        path = path_of(name, self.slug, *arguments).removeprefix(f"/{self.slug}")
        home = "" if self.is_at_home else f"/{self.slug}"
        segment = "" if language == "nl" or language not in self.languages else f"/{language}"
        return f"{home}{segment}{path}"

    def address(self, name: str, *arguments: object, language: str | None = None) -> str:
        """The full address of a page, for mails and data that are read elsewhere."""
        path = self.url(name, *arguments, language=language)
        if self.domain and is_connected(self.domain):
            return f"https://{self.domain}{path.removeprefix(f'/{self.slug}')}"
        return f"{settings.SITE_URL}{path}"


class Postcode(models.Model):
    """A postcode with the places it serves; a postcode may belong to two municipalities."""

    postcode = models.CharField(max_length=4)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="postcodes")
    places = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["postcode", "municipality"], name="postcode_once")]

    def __str__(self) -> str:
        return f"{self.postcode} {self.places}"


class Role(models.TextChoices):
    """What a member of staff does."""

    MODERATOR = "moderator"  # judges contributions
    EDITOR = "editor"  # writes projects
    MANAGER = "manager"  # both, and who may do what


class Membership(models.Model):
    """Somebody works for a municipality, in one role."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)

    is_last_manager = False  # as `queries.staff_of` sees it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "municipality"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.role} {self.municipality_id}"

    @property
    def workplace(self) -> str:
        """Where somebody in this role works: a path below the municipality's home."""
        return "projecten/" if self.role == Role.EDITOR else "moderatie/"
