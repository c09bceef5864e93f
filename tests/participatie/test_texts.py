"""Translations are compiled in Python, only what changed, and never half."""

import gettext
import os

from participatie.texts import compile_texts

PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Street"
msgstr "Straat"

msgctxt "verb"
msgid "Open"
msgstr "Openen"

msgid "%(count)s year"
msgid_plural "%(count)s years"
msgstr[0] "%(count)s jaar"
msgstr[1] "%(count)s jaren"

#, fuzzy
msgid "Unsure"
msgstr "Onzeker"
"""


def test_contexts_plurals_and_fuzzy_ones(tmp_path):
    folder = tmp_path / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO)
    assert compile_texts(tmp_path) == 1
    assert compile_texts(tmp_path) == 0
    with (folder / "django.mo").open("rb") as file:
        texts = gettext.GNUTranslations(file)
    assert texts.gettext("Street") == "Straat"
    assert texts.pgettext("verb", "Open") == "Openen"
    assert texts.ngettext("%(count)s year", "%(count)s years", 2) == "%(count)s jaren"
    assert texts.gettext("Unsure") == "Unsure"
    assert sorted(path.name for path in folder.iterdir()) == ["django.mo", "django.po"]
    os.utime(folder / "django.po", (2**32, 2**32))
    assert compile_texts(tmp_path) == 1
