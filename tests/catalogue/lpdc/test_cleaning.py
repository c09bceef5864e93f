"""Values before they are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.sources.lpdc import cleaning


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("https://a.example\u200b", "https://a.example"),
        (" www.a.example/x y ", "https://www.a.example/x%20y"),
        ("HTTP://A.example", "HTTP://A.example"),
        ("a.example:8080/x", "https://a.example:8080/x"),
        ("javascript:alert(1)", ""),
        ("java\u200bscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//a.example", ""),
        ("/x", ""),
        ("", ""),
        ("https://" + "a" * 2000, ""),
    ],
)
def test_an_address_is_of_the_web_or_nothing(given_: str, kept: str) -> None:
    assert cleaning.url(given_) == kept


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("<p data-indentation-level='0'>a</p>", "<p>a</p>"),
        ("<div><p>a</p></div>", "<p>a</p>"),
        ("a<script>b</script>", "a"),
        ("a<style>b</style>", "a"),
        ("<p>\u200b&nbsp;</p>", ""),
        ('<a href="javascript:x" onclick="y">a</a>', "<a>a</a>"),
        ('<a target="_blank" href=https://a.example/b>c</a>', '<a href="https://a.example/b">c</a>'),
        (
            "<table><tr><th scope='col'>a</th></tr></table>",
            '<table><tbody><tr><th scope="col">a</th></tr></tbody></table>',
        ),
        ("<h3>a</h3><iframe src=x></iframe><em>b</em><br>", "<h3>a</h3><em>b</em><br>"),
        ("a\x00b", "ab"),
    ],
)
def test_html_keeps_what_says_something_and_nothing_that_acts(given_: str, kept: str) -> None:
    assert cleaning.html(given_) == kept


@given(st.text(alphabet=st.sampled_from(list("<>/p a=\"'&;:hrefulis!-\n\u200bscript"))))
def test_cleaning_what_is_clean_changes_nothing(text: str) -> None:
    once = cleaning.html(text)
    assert cleaning.html(once) == once
    assert "<script" not in once.lower()


@pytest.mark.parametrize(
    ("given_", "day"),
    [
        ("2020-08-26T23:40:20Z", "2020-08-27"),
        ("2024-12-31T23:00:00+00:00", "2025-01-01"),
        ("2024-03-12", "2024-03-12"),
        ("2024-03-12T12:00:00.123456789Z", "2024-03-12"),
        ("2024-02-30", ""),
        ("0001-01-01T00:00:00+10:00", ""),
        ("9999-12-31T23:59:59Z", ""),
        ("soon", ""),
    ],
)
def test_a_day_is_the_day_in_belgium(given_: str, day: str) -> None:
    assert cleaning.day(given_) == day


@given(st.text(max_size=60))
def test_no_text_crashes_a_cleaner(text: str) -> None:
    for clean in (
        cleaning.text,
        cleaning.lines,
        cleaning.html,
        cleaning.visible,
        cleaning.url,
        cleaning.day,
        cleaning.flag,
    ):
        clean(text).encode()
    cleaning.moment(text)
