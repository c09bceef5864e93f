"""Boards, the ideas on them, who supports which, and every step of what became of them."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from contributions.models import Channel, Contribution
from ideas.lifecycle import Outcome
from municipalities.models import Municipality
from projects.models import Activity


class Rule(models.TextChoices):
    """How people choose."""

    SUPPORT = "support"
    UP_DOWN = "up_down"
    BUDGET = "budget"  # an amount to distribute over ideas that have a cost
    RANKING = "ranking"  # best first (Borda)


class Who(models.TextChoices):
    """How sure we are of who takes part. Each level admits the ones after it but for `code`, which stands alone."""

    GUEST = "guest"  # by the key in their browser
    EMAIL = "email"  # by an address they proved
    VERIFIED = "verified"  # by a sign-in of the government, or by a clerk who saw a card
    CODE = "code"  # by a code from a letter


class Shown(models.TextChoices):
    """When the public sees how much was chosen. Ballots are counted at closing, whatever this says."""

    ALWAYS = "always"
    CLOSED = "closed"


class Board(models.Model):
    """A board of a municipality. `version` is of its settings, for staff who edit at the same time."""

    activity = models.OneToOneField(Activity, models.PROTECT, primary_key=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT)
    slug = models.SlugField(max_length=60)
    intro = models.TextField(max_length=2000, blank=True)
    rule = models.CharField(max_length=10, choices=Rule, default=Rule.SUPPORT)
    most_supports = models.PositiveSmallIntegerField(null=True, blank=True)  # per person; None: as many as they like
    budget_cents = models.PositiveBigIntegerField(null=True, blank=True)
    who = models.CharField(max_length=10, choices=Who, default=Who.GUEST)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    is_for_residents = models.BooleanField(default=False)
    is_binding = models.BooleanField(default=False)
    shown = models.CharField(max_length=10, choices=Shown, default=Shown.ALWAYS)
    is_premoderated = models.BooleanField(default=False)
    publishes_hashes = models.BooleanField(default=False)  # of ballots; a list of those helps whoever buys votes
    fields = ArrayField(models.CharField(max_length=20), default=list, blank=True)  # what the form asks besides
    places = ArrayField(
        models.CharField(max_length=60), default=list, blank=True
    )  # codes; none: the whole municipality
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)  # when its ballots were
    candidates = models.PositiveIntegerField(default=0)  # how many ideas could be ranked then
    key = models.BinaryField(max_length=32, null=True)  # makes the digests of voters; destroyed at closing
    last_number = models.PositiveIntegerField(default=0)  # of the ideas that were published
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "slug"], name="board_slug_once")]
        indexes = [models.Index(fields=["closes_at"], condition=Q(closed_at=None), name="board_ends")]

    def __str__(self) -> str:
        return f"{self.municipality_id}/{self.slug}"


class Category(models.Model):
    """Where a report of this kind goes: a mailbox, or a page of another service to which the person is led."""

    class Way(models.TextChoices):
        MAILBOX = "mailbox"
        PAGE = "page"

    municipality = models.ForeignKey(Municipality, models.PROTECT)
    name = models.CharField(max_length=80)
    handler = models.CharField(max_length=120)  # who handles it, as the person who reports it reads it
    way = models.CharField(max_length=10, choices=Way)
    email = models.EmailField(blank=True)
    url = models.URLField(max_length=300, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="category_once"),
            models.CheckConstraint(
                condition=(Q(way="mailbox") & ~Q(email="")) | (~Q(way="mailbox") & ~Q(url="")), name="category_leads_on"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Idea(models.Model):
    """One idea. Its number is given when it is published, so that nobody sees a gap where something was refused."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT)
    board = models.ForeignKey(Board, models.PROTECT, related_name="ideas")
    number = models.PositiveIntegerField(null=True, blank=True)
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=60, blank=True)  # a code of municipalities.reference.places_of
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    status = models.CharField(max_length=14, choices=Outcome, default=Outcome.RECEIVED)
    department = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)
    cost_cents = models.PositiveBigIntegerField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    forwarded_at = models.DateTimeField(null=True, blank=True)  # it was a report: closed here, handled elsewhere
    reason = models.CharField(max_length=40, blank=True)  # why it was judged unfit, and in words to its author
    sentence = models.TextField(blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    # Its lexemes, each behind the municipality's code (docs/decisions/0016): the index holds one municipality apart.
    words = ArrayField(models.TextField(), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "number"], name="idea_number_once")]
        indexes = [
            models.Index(fields=["board", "status"], name="idea_status"),
            models.Index(fields=["merged_into"], condition=~Q(merged_into=None), name="idea_merged"),
            GinIndex(fields=["words"], name="idea_words", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.title


class Rarity(models.Model):
    """In how many ideas of a municipality a word stands, as far as the sweep counted."""

    word = models.CharField(max_length=300, primary_key=True)  # behind the municipality's code
    ideas = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.word}: {self.ideas}"


class Unweighed(models.Model):
    """An idea whose words were not counted in `Rarity` yet."""

    idea = models.OneToOneField(Idea, models.CASCADE, primary_key=True)

    def __str__(self) -> str:
        return str(self.pk)


class Step(models.Model):
    """One step in what becomes of an idea. A told one never changes; one that is wrong is followed by another."""

    class State(models.TextChoices):
        DRAFT = "draft"
        APPROVED = "approved"
        SCHEDULED = "scheduled"
        TOLD = "told"
        DROPPED = "dropped"

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="steps")
    status = models.CharField(max_length=14, choices=Outcome)
    sentence = models.TextField(max_length=4000)
    when = models.CharField(max_length=60, blank=True)  # "voorjaar 2027", where the day is not known yet
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(null=True, blank=True)  # when a scheduled one is told
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=["due_at"], condition=Q(state="scheduled"), name="step_due")]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.status} {self.state}"


class Merge(models.Model):
    """One idea joined another: where it stood before, so that it can go back there."""

    original = models.ForeignKey(Idea, models.CASCADE, related_name="merges")
    survivor = models.ForeignKey(Idea, models.CASCADE, related_name="+")
    status_before = models.CharField(max_length=14, choices=Outcome)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["original"], condition=Q(undone_at=None), name="merge_once")]

    def __str__(self) -> str:
        return f"{self.original_id} into {self.survivor_id}"


class Support(models.Model):
    """One person's choice for (1) or against (-1) one idea: counted, never judged.

    `via` is the idea it came along with when that was merged into this one. Whoever then takes it back leaves a 0, so
    that it doesn't come along a second time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    idea = models.ForeignKey(Idea, models.CASCADE)
    board = models.ForeignKey(Board, models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True)
    guest = models.ForeignKey("accounts.Guest", models.CASCADE, null=True)
    value = models.SmallIntegerField(default=1)
    is_verified = models.BooleanField(default=False)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.WEB)
    clerk = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    via = models.ForeignKey(Idea, models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea", "user"], name="support_user"),
            models.UniqueConstraint(fields=["idea", "guest"], name="support_guest"),
            models.CheckConstraint(condition=Q(user=None) ^ Q(guest=None), name="support_by_one"),
            models.CheckConstraint(condition=Q(value__in=(-1, 0, 1)), name="support_value"),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id}: {self.value:+}"


class Ballot(models.Model):
    """What somebody chose on a board with a budget or a ranking, until closing under a digest of who it was.

    The digest can be compared as long as the board is open, so that a ballot can be changed, and by nobody afterwards.
    `inclusion` is the hash of the receipt the person holds with what was chosen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    board = models.ForeignKey(Board, models.CASCADE, related_name="ballots")
    digest = models.BinaryField(max_length=32)
    choices = ArrayField(models.UUIDField())  # ideas; in a ranking best first
    inclusion = models.BinaryField(max_length=32)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.WEB)
    clerk = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "digest"], name="ballot_once")]

    def __str__(self) -> str:
        return str(self.board_id)


class Advice(models.Model):
    """A question to a colleague without a place at the desk, behind a signed link. The answer becomes a draft step."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    idea = models.ForeignKey(Idea, models.CASCADE, related_name="advices")
    email = models.EmailField()
    question = models.TextField(max_length=2000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    step = models.OneToOneField(Step, models.SET_NULL, null=True, blank=True, related_name="advice")

    def __str__(self) -> str:
        return f"{self.idea_id}"
