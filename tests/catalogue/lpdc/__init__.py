"""The source IPDC-LPDC, on fixtures of our own that carry every defect of the real files, and on those when there."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from catalogue.sources.document import Refusal, SourceDocument

FIXTURES = Path(__file__).parents[2] / "fixtures" / "lpdc"
DEMO = Path(__file__).parents[3] / "catalogue" / "demo"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "ipdc-lpdc"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the real LPDC files are not beside this clone")


def sorted_out(read: Iterable[SourceDocument | Refusal]) -> tuple[list[SourceDocument], list[Refusal]]:
    """(documents, refusals) in their order."""
    everything = list(read)
    return (
        [one for one in everything if isinstance(one, SourceDocument)],
        [one for one in everything if isinstance(one, Refusal)],
    )
