"""Own domains of municipalities, kept a minute in each process."""

from time import monotonic

from municipalities.hosts import is_platform
from municipalities.models import Municipality

KEPT_FOR = 60.0
_kept: tuple[float, dict[str, str]] = (0.0, {})


def slug_of(host: str) -> str | None:
    """The slug of the municipality whose own domain this host is; None on the platform's address."""
    global _kept  # noqa: PLW0603 - one small table per process, replaced whole
    name = host.partition(":")[0].lower().rstrip(".")
    if is_platform(name):
        return None
    at, slugs = _kept
    if not at or monotonic() - at > KEPT_FOR:
        slugs = dict(Municipality.objects.exclude(domain="").values_list("domain", "slug"))
        _kept = (monotonic(), slugs)
    return slugs.get(name)


def forget_domains() -> None:
    """Drops what this process keeps; after one was given or taken away."""
    global _kept  # noqa: PLW0603 - as above
    _kept = (0.0, {})
