"""What a format is, and which there are."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from accounts.registry import Registry
from surveys.definition import Document
from surveys.formats.report import Imported


@dataclass(frozen=True)
class Format:
    """A form that surveys are exchanged in.

    `read(bytes, name)` gives a document and its report, and raises Refused; files of strangers go through
    `limits.import_in_limits`. `write(document)` gives the bytes of a file with the first of the `endings`.
    """

    key: str
    label: str | Promise
    endings: tuple[str, ...]
    media_type: str
    read: Callable[[bytes, str], Imported]
    write: Callable[[Document], bytes] | None = None


registry: Registry[Format] = Registry()


def readable() -> list[Format]:
    """The formats a survey can be imported from."""
    return list(registry)


def writable() -> list[Format]:
    """The formats a survey can be exported in."""
    return [one for one in registry if one.write]


def for_file(name: str) -> Format | None:
    """The format that files of this name are in; None when there is none."""
    return next((one for one in registry if name.lower().endswith(one.endings)), None)
