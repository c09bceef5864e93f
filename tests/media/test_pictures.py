"""Pictures are made anew from their pixels, and what is no picture is refused in words."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.utils.timezone import localdate
from PIL import Image

from media.models import Picture
from media.services import MOST_BYTES, Refused, keep, let_go, renew, take_in

pytestmark = pytest.mark.django_db
SECRET = "51.0543 N 3.7174 E, Noor Peeters"


def photo(form: str = "JPEG", size=(60, 40), mode: str = "RGB", **saved) -> bytes:
    written = BytesIO()
    Image.new(mode, size, 200 if mode == "L" else (10, 200, 30, 40)[: len(mode)]).save(written, form, **saved)
    return written.getvalue()


def with_metadata() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x9286] = SECRET
    exif.get_ifd(0x8825)[2] = (51.0, 3.0, 15.5)
    return photo(exif=exif.tobytes(), comment=SECRET.encode())


def opened(picture: Picture) -> Image.Image:
    return Image.open(BytesIO(bytes(picture.content)))


def test_nothing_of_the_camera_is_left_and_it_stands_upright() -> None:
    sent = with_metadata()
    assert SECRET.encode() in sent
    kept = take_in(sent)
    image = opened(kept)
    assert (kept.width, kept.height, image.size, image.format) == (40, 60, (40, 60), "JPEG")
    assert SECRET.encode() not in bytes(kept.content)
    assert (dict(image.getexif()), image.info.get("comment"), image.info.get("exif")) == ({}, None, None)


@pytest.mark.parametrize(
    ("form", "mode"), [("PNG", "RGBA"), ("PNG", "L"), ("WEBP", "RGB"), ("GIF", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK")]
)
def test_every_usual_form_is_read(form: str, mode: str) -> None:
    assert opened(take_in(photo(form, mode=mode))).size == (60, 40)


def test_what_is_seen_through_becomes_white() -> None:
    sent = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(sent, "PNG")
    assert opened(take_in(sent.getvalue())).getpixel((4, 4)) == (255, 255, 255)


def test_large_pictures_become_smaller() -> None:
    kept = take_in(photo(size=(4000, 1000)))
    assert (kept.width, kept.height) == (1600, 400)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7",
        photo()[:200],
        b"\xff\xd8\xff" + b"\0" * 5000,
        b"GIF89a" + b"\xff" * 40,
    ],
)
def test_what_is_no_picture_is_refused(sent: bytes) -> None:
    with pytest.raises(Refused):
        take_in(sent)
    assert Picture.objects.count() == 0


def test_too_large_is_refused_before_anything_reads_it() -> None:
    with pytest.raises(Refused):
        take_in(b"\0" * (MOST_BYTES + 1))


def test_a_bomb_of_pixels_is_refused() -> None:
    sent = BytesIO()
    Image.new("1", (20_000, 20_000)).save(sent, "PNG")
    assert len(sent.getvalue()) < 100_000
    with pytest.raises(Refused):
        take_in(sent.getvalue())


def test_what_nobody_sent_in_goes_after_a_day() -> None:
    loose, kept, fresh = take_in(photo()), take_in(photo()), take_in(photo())
    Picture.objects.filter(pk__in=[loose.pk, kept.pk]).update(taken_in_on=localdate() - timedelta(days=2))
    keep([kept.pk])
    assert let_go() == 1
    assert set(Picture.objects.values_list("pk", flat=True)) == {kept.pk, fresh.pk}


def test_renewed_pictures_are_the_same_under_other_numbers_in_another_order() -> None:
    old = [take_in(photo(size=(8 + place, 8))) for place in range(12)]
    keep([picture.pk for picture in old])
    renewed = renew([picture.pk for picture in old])
    found = {picture.pk: picture for picture in Picture.objects.all()}
    assert set(renewed.values()) == set(found)
    assert not {picture.pk for picture in old} & set(found)
    assert [found[renewed[one.pk]].width for one in old] == [one.width for one in old]
    with connection.cursor() as cursor:
        cursor.execute("SELECT width FROM media_picture ORDER BY ctid")
        assert [width for (width,) in cursor.fetchall()] != [one.width for one in old]


def test_renewing_nothing_does_nothing() -> None:
    assert renew([]) == {}
