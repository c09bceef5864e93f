"""Makes a picture anew from its pixels: `python -m media.reencoding < picture > jpeg`, in a process that may do little.

Decoders of pictures are where hostile files aim. So this runs alone: some memory, some seconds, no file to write. It writes
a line `width height` and then the JPEG; whatever it can't read ends it with a code that says why.
"""

import resource
import sys
import warnings
from io import BytesIO

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "MPO")
MOST_PIXELS = 60_000_000
LONGEST = 1600
QUALITY = 82
MEMORY, SECONDS = 1 << 30, 10
NO_PICTURE, TOO_LARGE = 3, 4


def limit() -> None:
    """From here on: at most a gigabyte, ten seconds of work, no file written, no process started."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def reencoded(content: bytes) -> tuple[int, int, bytes]:
    """(width, height, JPEG): upright, at most 1600 pixels, without anything but its pixels.

    Raises what Pillow raises for what is no picture, or has too many pixels.
    """
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(BytesIO(content), formats=FORMATS) as found:
        found.draft("RGB", (LONGEST, LONGEST))
        upright = ImageOps.exif_transpose(found)
    upright.thumbnail((LONGEST, LONGEST))
    flat = Image.new("RGB", upright.size, "white")
    pixels = upright.convert("RGBA")
    flat.paste(pixels, mask=pixels.getchannel("A"))
    written = BytesIO()
    flat.save(written, "JPEG", quality=QUALITY, progressive=True)
    return flat.width, flat.height, written.getvalue()


def main() -> int:
    """Reads standard input, writes standard output; 3 when it is no picture, 4 when it has too many pixels."""
    limit()
    try:
        width, height, jpeg = reencoded(sys.stdin.buffer.read())
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return TOO_LARGE
    except Exception:  # noqa: BLE001 - a decoder may raise anything on a hostile file
        return NO_PICTURE
    sys.stdout.buffer.write(f"{width} {height}\n".encode() + jpeg)
    return 0


if __name__ == "__main__":
    sys.exit(main())
