"""Pictures as we keep them: made anew from their pixels, so that nothing the camera wrote along is there."""

import uuid

from django.db import models
from django.utils.timezone import localdate


class Picture(models.Model):
    """A JPEG of at most 1600 pixels wide and high. In the database, which alone holds state.

    Neither its number nor its date says when it came in, more exactly than the day: it may belong to an anonymous answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    taken_in_on = models.DateField(default=localdate)
    is_kept = models.BooleanField(default=False)  # something that was sent in refers to it; others go after a day

    class Meta:
        indexes = [models.Index(fields=["taken_in_on"], condition=models.Q(is_kept=False), name="picture_loose")]

    def __str__(self) -> str:
        return str(self.pk)
