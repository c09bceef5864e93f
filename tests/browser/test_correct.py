"""The correct page: what it shows while somebody types."""

import json

from tests.fixtures import WORDS_CORPUS

CORPUS = json.loads(WORDS_CORPUS.read_text())
SPLIT = "async (texts) => { const page = await import('/static/js/correct.js'); return texts.map(page.words); }"
MARK = """async (pairs) => {
  const page = await import("/static/js/correct.js");
  const html = (parts) => { const box = document.createElement("p"); box.append(...parts); return box.innerHTML; };
  return pairs.map(([was, becomes]) => {
    const [old, fresh] = page.difference(was, becomes);
    return [html(page.marked("del", old)), html(page.marked("ins", fresh))];
  });
}"""


def test_the_browser_reads_the_same_words_as_the_server(window) -> None:
    page = window()
    page.goto("/_ui/")
    assert page.evaluate(SPLIT, [text for text, _words in CORPUS["words"]]) == [
        words for _text, words in CORPUS["words"]
    ]
    pairs = [(was, becomes) for was, becomes, _old, _new in CORPUS["changes"]]
    assert page.evaluate(MARK, pairs) == [[old, new] for _was, _becomes, old, new in CORPUS["changes"]]
