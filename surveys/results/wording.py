"""The sentence above the bars: what most people said, in words before figures."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.asked import Asked
from surveys.results.figures import Bar, Figures


def sentence(found: Figures, language: str) -> str:
    """What stands out in a question, in one sentence; empty where nothing can be shown."""
    if found.nps is not None:
        return _("The recommendation score is %(score)s, on a scale from -100 to 100.") % {"score": f"{found.nps:+d}"}
    if found.mean is not None:
        return _on_scale(found)
    known = [bar for bar in found.bars if bar.percent]
    return _most(found, max(known, key=_count), language) if known else _only_how_many(found)


def _count(bar: Bar) -> int:
    return bar.count or 0


def _most(found: Figures, top: Bar, language: str) -> str:
    label = found.asked.label(top.value, language)
    if found.asked.kind == "ranking":
        return _("“%(label)s” comes first.") % {"label": label}
    if found.asked.kind == "place":
        return _("%(part)s pointed at a place in %(label)s.") % {"part": part(top), "label": label}
    return _("%(part)s chose “%(label)s”.") % {"part": part(top), "label": label}


def _only_how_many(found: Figures) -> str:
    said = ngettext("%(many)s person answered this.", "%(many)s people answered this.", found.answered)
    return said % {"many": number_format(found.answered, force_grouping=True)}


def _on_scale(found: Figures) -> str:
    steps = found.asked.steps
    return _("On average %(mean)s, on a scale from %(low)s to %(high)s.") % {
        "mean": decimal(found.mean or 0),
        "low": steps[0],
        "high": steps[-1],
    }


def scale_of(asked: Asked, language: str) -> str:
    """What the ends of a scale mean."""
    low, high = asked.steps[0], asked.steps[-1]
    if asked.kind == "nps":
        return _("Average per group, from %(low)s to %(high)s.") % {"low": low, "high": high}
    return _("Average per group, from %(low)s (%(lowest)s) to %(high)s (%(highest)s).") % {
        "low": low,
        "lowest": asked.label(low, language),
        "high": high,
        "highest": asked.label(high, language),
    }


def decimal(number: float) -> str:
    """With one decimal, as the language writes it."""
    return number_format(number, decimal_pos=1)


def part(bar: Bar) -> str:
    """A part of people in words: “almost half”, “one in three”."""
    named = (
        (97, _("Almost everybody")),
        (80, _("A large majority")),
        (64, _("Two in three")),
        (51, _("More than half")),
        (50, _("Half")),
        (45, _("Almost half")),
        (36, _("More than one in three")),
        (31, _("One in three")),
        (23, _("One in four")),
        (18, _("One in five")),
    )
    percent = bar.percent or 0
    found = next((words for least, words in named if percent >= least), "")
    return found or _("%(percent)s%% of people") % {"percent": percent}
