"""Data sets of records that citizens keep right: what the source says, what we say, and every version of both."""

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from accounts.identifiers import uuid7
from contributions.models import Contribution
from municipalities.models import Municipality
from projects.models import Activity


class Policy(models.TextChoices):
    """Who owns the value of a field, and so what an approved correction does to it."""

    LOCAL = "local"  # ours: applied
    OVERLAY = "overlay"  # ours is shown beside the source's, marked
    FORWARD = "forward"  # the source's: sent to the owner, applied when the next import shows it


class Dataset(models.Model):
    """A collection of records of one shape from one source, in one municipality."""

    activity = models.OneToOneField(Activity, models.PROTECT, primary_key=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT)
    key = models.SlugField(max_length=40)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=20)
    publisher_uri = models.URLField(max_length=300)
    is_flemish = models.BooleanField(default=False)  # the Flemish government's services, offered to residents here
    policy = models.CharField(max_length=10, choices=Policy, default=Policy.LOCAL)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="dataset_key")]

    def __str__(self) -> str:
        return f"{self.municipality_id}/{self.key}"


class Record(models.Model):
    """One service: `fields` is what the page shows, laid together from the source's layer and ours."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT)
    dataset = models.ForeignKey(Dataset, models.PROTECT)
    uri = models.CharField(max_length=400)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=400)
    sort_key = models.CharField(max_length=400)
    summary = models.CharField(max_length=400, blank=True)
    fields = models.JSONField(default=dict)
    source_fields = models.JSONField(default=dict)
    own_fields = models.JSONField(default=dict)  # path -> {"value", "base", "policy"}
    version = models.PositiveIntegerField(default=1)
    is_archived = models.BooleanField(default=False)
    generated_at = models.DateTimeField()  # of the newest snapshot taken in
    modified_at = models.DateTimeField()
    search = SearchVectorField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dataset", "uri"], name="record_uri")]
        indexes = [
            GinIndex(fields=["search"], name="record_search"),
            models.Index(
                fields=["municipality", "sort_key", "id"], condition=Q(is_archived=False), name="record_listed"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Snapshot(models.Model):
    """One immutable version as the source gave it; all are kept, the newest by date is the record's source layer."""

    record = models.ForeignKey(Record, models.CASCADE)
    uri = models.CharField(max_length=400)
    generated_at = models.DateTimeField()
    sha256 = models.BinaryField(max_length=32)
    fields = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "generated_at", "sha256"], name="snapshot_once")]

    def __str__(self) -> str:
        return self.uri


class Verdict(models.TextChoices):
    """Is the correction right? Whether it is fit to be seen is the contribution's status."""

    OPEN = "open"
    APPROVED = "approved"
    PARTLY = "partly"
    REFUSED = "refused"


class Correction(models.Model):
    """A proposal to change one or more fields of one record."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True)
    record = models.ForeignKey(Record, models.CASCADE)
    base_version = models.PositiveIntegerField()
    evidence_url = models.URLField(max_length=500, blank=True)
    same_as = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="repeats")
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.OPEN)
    reason = models.CharField(max_length=40, blank=True)
    sentence = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["record"], condition=Q(verdict="open"), name="correction_open")]

    def __str__(self) -> str:
        return str(self.pk)


class FieldChange(models.Model):
    """One field of a correction: what stood there, what should stand there, and what became of it."""

    class State(models.TextChoices):
        OPEN = "open"
        APPLIED = "applied"
        EQUAL = "equal"  # the value was already right when it was judged
        FORWARDED = "forwarded"
        REFUSED = "refused"

    correction = models.ForeignKey(Correction, models.CASCADE, related_name="changes")
    field = models.CharField(max_length=120)
    base_version = models.PositiveIntegerField()
    base_value = models.TextField(blank=True)
    proposed_value = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["correction", "field"], name="change_once_per_field")]

    def __str__(self) -> str:
        return self.field


class RecordVersion(models.Model):
    """One step of a record's history: who, when, from what to what, on what ground."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=10)  # resident, staff or source
    name = models.CharField(max_length=80, blank=True)  # only one the person chose for this contribution
    ground = models.CharField(max_length=40)
    sentence = models.TextField(blank=True)
    changes = models.JSONField(default=list)  # [{"field", "from", "to"}]
    fields = models.JSONField(default=dict)
    correction = models.ForeignKey(Correction, models.SET_NULL, null=True, blank=True)
    snapshot = models.ForeignKey(Snapshot, models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ("-version",)
        constraints = [models.UniqueConstraint(fields=["record", "version"], name="record_version")]

    def __str__(self) -> str:
        return f"{self.record_id} v{self.version}"


class SourceConflict(models.Model):
    """The source changed a field that we hold a value of our own for: staff choose, nothing is overwritten."""

    record = models.ForeignKey(Record, models.CASCADE)
    field = models.CharField(max_length=120)
    own_value = models.TextField()
    base_value = models.TextField(blank=True)
    source_value = models.TextField(blank=True)
    found_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    kept = models.CharField(max_length=6, blank=True)  # own or source

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "field"], condition=Q(resolved_at=None), name="source_conflict_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.field}"


class Confirmation(models.Model):
    """One person's answer about one value of one field: counted, never judged."""

    class Answer(models.TextChoices):
        YES = "yes"
        NO = "no"
        UNKNOWN = "unknown"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    record = models.ForeignKey(Record, models.CASCADE)
    field = models.CharField(max_length=120)
    fingerprint = models.CharField(
        max_length=32
    )  # of the value, so that it serves the current and a proposed one alike
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True)
    guest = models.ForeignKey("accounts.Guest", models.CASCADE, null=True)
    answer = models.CharField(max_length=7, choices=Answer)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "field", "fingerprint", "user"], name="confirmation_user"),
            models.UniqueConstraint(fields=["record", "field", "fingerprint", "guest"], name="confirmation_guest"),
            models.CheckConstraint(condition=Q(user=None) ^ Q(guest=None), name="confirmation_by_one"),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.answer}"
