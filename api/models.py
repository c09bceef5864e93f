"""What the API itself has to remember: answers to requests that may be sent twice."""

from django.db import models


class Answered(models.Model):
    """The answer that a request with this Idempotency-Key got. A client that hears nothing may safely ask again."""

    key = models.CharField(max_length=100, primary_key=True)
    digest = models.BinaryField(max_length=32)  # of the body: the same key with another body is a mistake
    status = models.PositiveSmallIntegerField()
    body = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key
