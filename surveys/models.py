"""Surveys: what is asked, in versions that never change once they are published, and what was answered.

Who took part and what was answered lie in tables without a key in common. An answer lands in `Intake` in the transaction
that notes that somebody took part; the folder moves answers on in shuffled batches into `Response`, under a new number,
so that neither number, order, time nor transaction leads from a response to a person.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from contributions.models import Channel, Contribution
from municipalities.models import Municipality
from projects.models import Activity, Phase


class Anonymity(models.TextChoices):
    """How a person is kept from answering twice, and so what could be known of them."""

    ANONYMOUS = "anonymous"  # by the key in their browser, of which only a keyed digest is kept
    CODE = "code"  # by a code that was handed out once
    EMAIL = "email"  # by an address they proved, of which only a keyed digest is kept
    ACCOUNT = "account"  # by their account, of which only a keyed digest is kept


class Shown(models.TextChoices):
    """When the public sees the results."""

    NEVER = "never"
    ANSWERED = "answered"
    CLOSED = "closed"


class Survey(models.Model):
    """A survey of a municipality. `key` makes the digests of people, and is destroyed when the survey closes."""

    activity = models.OneToOneField(Activity, models.PROTECT, primary_key=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT)
    slug = models.SlugField(max_length=60)
    anonymity = models.CharField(max_length=10, choices=Anonymity, default=Anonymity.ANONYMOUS)
    shown = models.CharField(max_length=10, choices=Shown, default=Shown.ANSWERED)
    is_random_sample = models.BooleanField(default=False)
    has_quotas = models.BooleanField(default=False)
    split_by = models.CharField(max_length=60, blank=True)  # the question by which scales are shown apart
    reference = models.JSONField(default=dict, blank=True)  # question -> value -> people in the whole population
    weighted_by = models.JSONField(default=list, blank=True)  # the questions of the profile that weigh the results
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.ForeignKey("SurveyVersion", models.PROTECT, null=True, blank=True, related_name="+")
    key = models.BinaryField(max_length=32, null=True)
    revision = models.PositiveIntegerField(default=1)  # of the settings and the unpublished version
    created_at = models.DateTimeField(auto_now_add=True)

    has_results = False  # to be seen by everybody, as `queries.listed` says it
    is_remembered = False  # as this process knew it: `services.answer` looks whether it still is so
    phases: list[Phase] | None = None  # those it is in, where they are known

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "slug"], name="survey_slug_once")]
        indexes = [models.Index(fields=["closes_at"], condition=Q(closed_at=None), name="survey_ends")]

    def __str__(self) -> str:
        return f"{self.municipality_id}/{self.slug}"

    @property
    def step(self) -> int:
        """By how many answers at least the figures move, so that nobody reads one answer between two states."""
        return 10 if self.anonymity in {Anonymity.ANONYMOUS, Anonymity.CODE} else 1


class SurveyVersion(models.Model):
    """What was asked. The one that is not published yet is being written; a published one never changes."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    compiled = models.JSONField(default=dict)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="survey_version_once"),
            models.UniqueConstraint(fields=["survey"], condition=Q(published_at=None), name="survey_written_once"),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} v{self.number}"


class Draft(models.Model):
    """Answers that somebody wants to finish later, behind a link that nobody can guess, for a fortnight."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    version = models.ForeignKey(SurveyVersion, models.CASCADE)
    answers = models.JSONField(default=dict)
    language = models.CharField(max_length=2, default="nl")
    until = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class Invite(models.Model):
    """The digest of a code that was handed out. Whether it was used, only `Participation` knows."""

    survey = models.ForeignKey(Survey, models.CASCADE)
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "digest"], name="invite_once")]

    def __str__(self) -> str:
        return f"{self.survey_id}"


class Participation(models.Model):
    """Somebody took part: a digest that can be compared as long as the survey runs, and by nobody afterwards."""

    survey = models.ForeignKey(Survey, models.CASCADE)
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "digest"], name="participation_once")]

    def __str__(self) -> str:
        return f"{self.survey_id}"


class Receipt(models.Model):
    """The number under which a browser sent its answers, so that sending twice counts once. It leads to no answer."""

    id = models.UUIDField(primary_key=True)
    survey = models.ForeignKey(Survey, models.CASCADE)

    def __str__(self) -> str:
        return str(self.pk)


class Quota(models.Model):
    """At most so many who answer this. Moved in the transaction of the answer, so that it is exact."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="quotas")
    question = models.CharField(max_length=60)
    value = models.CharField(max_length=100)
    most = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["survey", "question", "value"], name="quota_once"),
            models.CheckConstraint(condition=Q(taken__lte=models.F("most")), name="quota_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.question}={self.value}: {self.taken}/{self.most}"


class Answered(models.Model):
    """What one answer is, wherever it lies. `answers` has a key for every question that was shown, null where open."""

    version = models.ForeignKey(SurveyVersion, models.PROTECT, related_name="+")
    answers = models.JSONField()
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.WEB)
    clerk = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=2, default="nl")
    day = models.DateField()

    class Meta:
        abstract = True


class Intake(Answered):
    """An answer that just came in, waiting to be counted and moved on."""

    survey = models.ForeignKey(Survey, models.CASCADE)
    is_counted = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["survey", "is_counted"], name="intake_waiting")]

    def __str__(self) -> str:
        return f"{self.survey_id}"


class Response(Answered):
    """An answer for good, under a number that was drawn when it was moved here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="responses")

    class Meta:
        indexes = [models.Index(fields=["survey", "id"], name="response_listed")]

    def __str__(self) -> str:
        return str(self.pk)


class Tag(models.Model):
    """A word by which staff put open answers of a survey together."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="tags")
    name = models.CharField(max_length=40)

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["survey", "name"], name="survey_tag_once")]

    def __str__(self) -> str:
        return self.name


class Tagged(models.Model):
    """Staff gave what was said to a question this tag."""

    tag = models.ForeignKey(Tag, models.CASCADE)
    response = models.ForeignKey(Response, models.CASCADE)
    question = models.CharField(max_length=70)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "response", "question"], name="survey_tagged_once")]

    def __str__(self) -> str:
        return f"{self.tag_id} {self.question}"


class Quote(models.Model):
    """Words out of an open answer that staff want to show. It knows the question, and not the answer it came from."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="quotes")
    question = models.CharField(max_length=70)
    outcome = models.CharField(max_length=10, blank=True)  # what the desk said, with its reason
    reason = models.CharField(max_length=40, blank=True)
    sentence = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.survey_id} {self.question}"


class Export(models.Model):
    """A file with all answers that somebody asked for; it is written by the worker, and kept for a week."""

    class State(models.TextChoices):
        """Where it stands. `running` also after its worker died, until the next one begins anew."""

        QUEUED = "queued"
        RUNNING = "running"
        READY = "ready"
        FAILED = "failed"

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="exports")
    format = models.CharField(max_length=10)
    language = models.CharField(max_length=2)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["id"], condition=Q(state__in=["queued", "running"]), name="export_waiting")]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.format} {self.state}"


class ExportPart(models.Model):
    """A piece of the file, because a million answers are too much for one value."""

    export = models.ForeignKey(Export, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["export", "number"], name="export_part_once")]

    def __str__(self) -> str:
        return f"{self.export_id} {self.number}"
