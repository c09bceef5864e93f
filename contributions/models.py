"""What people say: one row and one status per contribution, whatever its kind; and the questions staff are asked."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.identifiers import uuid7
from accounts.models import Guest
from contributions.lifecycle import Status
from municipalities.models import Municipality
from projects.models import Activity


class Channel(models.TextChoices):
    """Where it came from."""

    WEB = "web"
    API = "api"
    PLUGIN = "plugin"
    COUNTER = "counter"
    PAPER = "paper"
    TELEPHONE = "telephone"


class Contribution(models.Model):
    """Something somebody said. A kind's own row hangs on it one-to-one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True)
    kind = models.CharField(max_length=20)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    guest = models.ForeignKey(Guest, models.SET_NULL, null=True, blank=True)
    clerk = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    signature = models.CharField(max_length=80, blank=True)  # the name the person chose to be shown, this once
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.WEB)
    language = models.CharField(max_length=2, default="nl")
    text = models.TextField(blank=True)
    text_digest = models.BinaryField(max_length=32)
    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    findings = models.JSONField(default=list)  # codes of what screening noticed
    version = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    is_repeated = False  # known while it is submitted: the same was said here before

    class Meta:
        indexes = [
            models.Index(fields=["activity", "status", "-published_at", "-id"], name="contribution_listed"),
            models.Index(fields=["municipality", "text_digest", "submitted_at"], name="contribution_double"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Contact(models.Model):
    """Where the person wants to hear what became of it. Used for that only, and forgotten afterwards."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True)
    email = models.EmailField()

    def __str__(self) -> str:
        return str(self.pk)


class Question(models.TextChoices):
    """What staff are asked about a contribution."""

    FIT = "fit"  # is it fit to be seen?
    RIGHT = "right"  # is it right, shall we do it?
    REPORT = "report"
    APPEAL = "appeal"
    INTAKE = "intake"


class Case(models.Model):
    """One question about one contribution. The queue is the open cases."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="cases")
    municipality = models.ForeignKey(Municipality, models.PROTECT)
    question = models.CharField(max_length=10, choices=Question)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    note = models.TextField(blank=True)  # why it came back: a conflict, in words
    details = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "question"], condition=Q(closed_at=None), name="case_open_once"
            )
        ]
        indexes = [
            models.Index(fields=["municipality", "opened_at", "id"], condition=Q(closed_at=None), name="case_queue")
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.contribution_id}"
