"""The journal: everything that changed, one entry each, numbered without gaps per stream and chained by hashes."""

from django.conf import settings
from django.db import models

EMPTY_HASH = bytes(32)


class Audience(models.TextChoices):
    """Who may read an entry."""

    PUBLIC = "public"
    STAFF = "staff"


class Stream(models.Model):
    """One per municipality, one for the platform. The row is the head of its chain."""

    name = models.CharField(max_length=60, unique=True)
    seq = models.PositiveBigIntegerField(default=0)
    public_seq = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField(null=True)
    hash = models.BinaryField(max_length=32, default=EMPTY_HASH)

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """One thing that happened. `data` holds ids, versions and public figures: nothing personal, no text of anyone."""

    pk = models.CompositePrimaryKey("stream_id", "seq")
    stream = models.ForeignKey(Stream, models.PROTECT, related_name="entries")
    seq = models.PositiveBigIntegerField()
    public_seq = models.PositiveBigIntegerField(null=True)  # its number among the public ones
    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    actor = models.CharField(max_length=10)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.CharField(max_length=60)
    audience = models.CharField(max_length=6, choices=Audience)
    # Who may also see it. Outside the hash, so that erasing a person leaves the chain whole.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    data = models.JSONField(default=dict)
    salt = models.BinaryField(max_length=16)
    leaf = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        ordering = ("stream_id", "seq")
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="entry_subject"),
            models.Index(fields=["stream", "-seq"], condition=models.Q(audience="public"), name="entry_public"),
        ]

    def __str__(self) -> str:
        return f"{self.stream_id}/{self.seq} {self.verb}"


class Cursor(models.Model):
    """How far a reader came in a stream."""

    reader = models.CharField(max_length=60)
    stream = models.ForeignKey(Stream, models.CASCADE)
    seq = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reader", "stream"], name="cursor_once")]

    def __str__(self) -> str:
        return f"{self.reader} {self.stream_id}/{self.seq}"


class SignedHead(models.Model):
    """The head of a stream at the end of a day, signed and published."""

    stream = models.ForeignKey(Stream, models.PROTECT)
    day = models.DateField()
    seq = models.PositiveBigIntegerField()
    hash = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)

    class Meta:
        ordering = ("-day",)
        constraints = [models.UniqueConstraint(fields=["stream", "day"], name="signed_head_daily")]

    def __str__(self) -> str:
        return f"{self.stream_id} {self.day}"
