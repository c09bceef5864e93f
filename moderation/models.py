"""Decisions of staff, and the statements of reasons that go with restrictions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributions.models import Case, Contribution
from municipalities.models import Municipality


class Outcome(models.TextChoices):
    """What was decided."""

    APPROVED = "approved", _("Approved")
    PARTLY = "partly", _("Approved in part")
    REFUSED = "refused", _("Refused")


class Decision(models.Model):
    """What a member of staff decided about a case. It takes effect a little later; until then it can be undone."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SETTLED = "settled"
        UNDONE = "undone"
        CONFLICTED = "conflicted"

    case = models.ForeignKey(Case, models.CASCADE, related_name="decisions")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="decisions")
    municipality = models.ForeignKey(Municipality, models.PROTECT)
    outcome = models.CharField(max_length=10, choices=Outcome)
    accepted = models.JSONField(default=list)
    reason = models.CharField(max_length=40, blank=True)
    sentence = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    decided_at = models.DateTimeField()
    effective_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state="waiting"), name="decision_waits_once"),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | ~Q(sentence=""), name="decision_refusal_has_a_sentence"
            ),
        ]
        indexes = [
            models.Index(fields=["effective_at", "id"], condition=Q(state="waiting"), name="decision_due"),
            models.Index(fields=["municipality", "-decided_at"], name="decision_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.case_id}"


class Statement(models.Model):
    """Why something was not done, once and for all: modelled on Article 17 of Regulation (EU) 2022/2065."""

    class Ground(models.TextChoices):
        LAW = "law"
        HOUSE_RULES = "house_rules"
        FACTS = "facts"  # it is not so, or it cannot be checked

    decision = models.OneToOneField(Decision, models.PROTECT, primary_key=True)
    ground = models.CharField(max_length=12, choices=Ground)
    facts = models.TextField()
    is_automated = models.BooleanField(default=False)
    objection = models.TextField()
    stated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.ground} {self.pk}"
