"""A municipality's own colour: any house colour is taken, and made readable (WCAG 2.2, 1.4.3 and 1.4.11).

Colour mathematics after Björn Ottosson's OKLab (2020): equal steps of L look equal, so hue and chroma survive.
"""

from math import atan2, cos, hypot, sin
from typing import NamedTuple

MOST_CHROMA = 0.16
LEAST_TEXT, LEAST_MARK = 4.5, 3.0
DARK_PAPER, WHITE = "#0d1620", "#ffffff"
STEP = 0.005
Linear = tuple[float, float, float]


class Plate(NamedTuple):
    """The colour behind the white name, on light and on dark paper."""

    light: str
    dark: str


def plate(colour: str) -> Plate:
    """The house colour (`#rrggbb`) with its hue kept, chroma capped, and lightness moved until it can be read."""
    lightness, chroma, hue = oklch(colour)
    chroma = min(chroma, MOST_CHROMA)
    light = lightness
    while contrast(_hex(light, chroma, hue), WHITE) < LEAST_TEXT and light > 0:
        light -= STEP
    dark = light
    while contrast(_hex(dark, chroma, hue), DARK_PAPER) < LEAST_MARK and dark < 1:
        dark += STEP
    return Plate(_hex(light, chroma, hue), _hex(dark, chroma, hue))


class Sample(NamedTuple):
    """A plate on paper, to look at before choosing: how well its white name is read, as a ratio to one."""

    paper: str
    plate: str
    contrast: float


def samples(colour: str) -> list[Sample]:
    """The house colour itself, and the plate it becomes on light and on dark paper."""
    chosen = plate(colour)
    pairs = [(WHITE, colour), (WHITE, chosen.light), (DARK_PAPER, chosen.dark)]
    return [Sample(paper, shown, contrast(shown, WHITE)) for paper, shown in pairs]


def stylesheet(colour: str) -> str:
    """The colour as custom properties, for browsers with and without light-dark()."""
    chosen = plate(colour)
    return (
        "@layer tokens {\n"
        f"  :root {{ --plate: {chosen.light}; }}\n"
        "  @supports (color: light-dark(#000, #fff)) {\n"
        f"    :root {{ --plate: light-dark({chosen.light}, {chosen.dark}); }}\n"
        "  }\n}\n"
    )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def oklch(colour: str) -> tuple[float, float, float]:
    """Lightness 0 to 1, chroma, and hue in radians."""
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, hypot(a, b), atan2(b, a)


def _hex(lightness: float, chroma: float, hue: float) -> str:
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(_gamma(min(1.0, max(0.0, part))) * 255):02x}" for part in linear)


def _gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055  # noqa: PLR2004 - sRGB


def _linear(colour: str) -> Linear:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _ungamma(red), _ungamma(green), _ungamma(blue)


def _ungamma(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
