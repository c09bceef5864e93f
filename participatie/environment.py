"""Settings are read from the environment, and a value that makes no sense is refused loudly."""

import os
from pathlib import Path
from secrets import token_urlsafe

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str) -> str:
    """The variable `name`, without surrounding space; `default` where it is unset."""
    return os.environ.get(name, default).strip()


def listed(name: str, default: str) -> list[str]:
    """A comma-separated variable as a list, empty items left out."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def number(name: str, default: int) -> int:
    """A whole number of at least 0; ImproperlyConfigured for anything else."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}")
    return int(value)


def flag(name: str, *, default: bool) -> bool:
    """`1` or `0`; ImproperlyConfigured for anything else, because `no` would count as true elsewhere."""
    value = text(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}")
    return value == "1"


def secret(name: str, kept_in: Path) -> str:
    """The variable `name`, or the file that `NAME_FILE` names, or else a key made once and kept in `kept_in`."""
    if value := text(name, ""):
        return value
    file = Path(text(f"{name}_FILE", "") or kept_in)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(token_urlsafe(48))
        try:
            os.link(fresh, file)
        except FileExistsError:
            pass  # another process made it in the same moment: its key is the one
        finally:
            fresh.unlink()
    return file.read_text().strip()
