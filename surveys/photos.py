"""Photos on their way in: each is made anew at once, and stays with the form it came with until the form is sent."""

from collections.abc import Mapping
from uuid import UUID

from django.core.files.base import File
from django.core.signing import BadSignature, Signer

from media.models import Picture
from media.services import Refused, take_in
from surveys.answering.reading import PREFIX
from surveys.asking import photo_questions
from surveys.definition import Definition
from surveys.models import Survey

KEPT = ".kept"  # the field that brings a photo along which was taken in before
Photos = dict[str, str]


def kept(survey: Survey, definition: Definition, sent: Mapping[str, str]) -> Photos:
    """The photos that came with this form before, by question: signed for this survey, and not sent in yet."""
    given = {name: _unsigned(survey, sent.get(f"{PREFIX}{name}{KEPT}", "")) for name in photo_questions(definition)}
    return loose({name: photo for name, photo in given.items() if photo})


def loose(photos: Photos) -> Photos:
    """Those that are still here and belong to no answer."""
    if not photos:
        return {}
    found = Picture.objects.filter(pk__in=photos.values(), is_kept=False).values_list("pk", flat=True)
    there = {str(key) for key in found}
    return {name: photo for name, photo in photos.items() if photo in there}


def new(definition: Definition, files: Mapping[str, "File[bytes]"]) -> tuple[Photos, dict[str, str]]:
    """The photos that come in now, made anew from their pixels; and why some could not, by question."""
    photos: Photos = {}
    errors: dict[str, str] = {}
    for name in photo_questions(definition):
        if file := files.get(f"{PREFIX}{name}"):
            try:
                photos[name] = str(take_in(file.read()).pk)
            except Refused as refused:
                errors[name] = str(refused)
    return photos, errors


def signed(survey: Survey, photo: str) -> str:
    """The number of a photo as a form of this survey carries it."""
    return _signer(survey).sign(photo)


def _unsigned(survey: Survey, text: str) -> str:
    try:
        return str(UUID(_signer(survey).unsign(text)))
    except (BadSignature, ValueError):
        return ""


def _signer(survey: Survey) -> Signer:
    return Signer(salt=f"surveys.photo.{survey.pk}")
