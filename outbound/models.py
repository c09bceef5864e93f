"""What leaves the house: a letter is a row first, so that none is lost and none is sent from inside a request."""

from django.db import models


class Letter(models.Model):
    """One mail to one person. The key makes posting it twice harmless."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"

    key = models.CharField(max_length=200, unique=True)
    to = models.CharField(max_length=320)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    language = models.CharField(max_length=2, default="nl")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["not_before"], condition=models.Q(state="waiting"), name="letter_waiting"),
            models.Index(fields=["-created_at", "-id"], name="letter_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.state})"
