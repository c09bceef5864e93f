"""What people choose is counted: a mark per choice, folded into tallies outside the request."""

from django.db import models


class Mark(models.Model):
    """One choice (+1) or one taken back (-1), waiting to be folded. Written in the statement that writes the choice."""

    stream_id = models.IntegerField()
    subject = models.CharField(max_length=240)
    bucket = models.CharField(max_length=120)
    delta = models.SmallIntegerField()

    def __str__(self) -> str:
        return f"{self.subject} {self.bucket} {self.delta:+}"


class Tally(models.Model):
    """How many stand in one bucket of one subject. `version` grows over all tallies with each fold."""

    subject = models.CharField(max_length=240)
    bucket = models.CharField(max_length=120)
    value = models.BigIntegerField(default=0)
    version = models.BigIntegerField(default=0)
    stream_id = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "bucket"], name="tally_once")]
        indexes = [
            models.Index(fields=["version"], name="tally_version"),
            models.Index(fields=["stream_id", "version"], name="tally_stream"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.bucket} {self.value}"


class Seal(models.Model):
    """Up to which version the tallies of a stream were told to the journal."""

    stream_id = models.IntegerField(primary_key=True)
    version = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.stream_id} v{self.version}"
