"""Projects: phases are pure time, an activity is what people do, and a phase only says which are open."""

from django.db import models

from municipalities.models import Municipality


class Project(models.Model):
    """Something a municipality asks its people about, from its announcement to what was done with the answers."""

    class Status(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        CLOSED = "closed"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="projects")
    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    purpose = models.TextField(max_length=4000)
    what_is_open = models.TextField(max_length=4000, blank=True)
    what_is_fixed = models.TextField(max_length=4000, blank=True)
    contact = models.TextField(max_length=500, blank=True)
    outcome = models.TextField(max_length=8000, blank=True)  # "wat deden we ermee"
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "slug"], name="project_slug_once")]
        indexes = [models.Index(fields=["municipality", "status", "-published_at", "-id"], name="project_listed")]

    def __str__(self) -> str:
        return self.title


class Activity(models.Model):
    """What people can do: a survey, a board, a data set hangs on it one-to-one. Without phase it is always on."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="activities")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    project = models.ForeignKey(Project, models.SET_NULL, null=True, blank=True, related_name="activities")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=["municipality", "kind"], name="activity_kind")]

    def __str__(self) -> str:
        return self.title


class Phase(models.Model):
    """A stretch of time in a project: exact days, or words such as "voorjaar 2027" where the days aren't known yet."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="phases")
    title = models.CharField(max_length=120)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    when = models.CharField(max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    activities = models.ManyToManyField(Activity, related_name="phases", blank=True)

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="phase_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.title
