"""Every page, light and dark, at three widths: axe finds nothing, nothing overflows, and Tab shows where it is."""

import re
from pathlib import Path

import polib
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.stop import Stop, record_of
from tests.browser.stops import STOPS

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
SIZES = [(width, scheme) for width in (320, 390, 1280) for scheme in ("light", "dark")]
MOST_TABS = 60
# A tile shows the focus of the input in it as a whole.
FOCUS = """() => {
  const seen = document.activeElement, box = seen.getBoundingClientRect();
  const around = [seen, seen.closest("label") ?? seen].map((one) => getComputedStyle(one));
  const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    tag: seen.tagName, id: seen.id, text: seen.textContent.trim().slice(0, 40),
    ring: around.some((style) => parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none"),
    hidden: box.width > 0 && !(middle && (seen.contains(middle) || middle.contains(seen))),
  };
}"""


def judge(page: Page) -> list[tuple]:
    """What axe finds, and what is wider than the window.

    What a sticky bar covers can be scrolled from under it; whether it ever covers the focus is what `walk` looks at.
    """
    page.evaluate("document.querySelectorAll('.foot2').forEach((bar) => { bar.style.position = 'static'; })")
    found = Axe().run(page, options=RULES)
    page.evaluate("document.querySelectorAll('.foot2').forEach((bar) => { bar.style.position = ''; })")
    said = [
        (one["id"], [node["html"][:120] for node in one["nodes"]], one["nodes"][0]["failureSummary"][:200])
        for one in found.response["violations"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*said, *([("too wide", wide)] if wide > 0 else [])]


def walk(page: Page) -> list[tuple]:
    """Tabs through the page until the focus comes round; every place where it cannot be seen."""
    page.evaluate("window.scrollTo(0, 0)")
    lost = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        if at["tag"] == "BODY":
            break
        lost += [
            (fault, at) for fault in ("no ring", "hidden") if (not at["ring"] if fault == "no ring" else at["hidden"])
        ]
    return lost


def open_box(page: Page, stop: Stop) -> None:
    """The box opens as the width asks for: modal or not."""
    if not stop.opened:
        return
    page.reload()
    page.locator(stop.opened).click()
    page.locator("dialog[open]").wait_for()


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.name)
def test_a_page(window, platform, stop: Stop) -> None:
    page, said = window(), []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    stop.visit(page, platform)
    faults = {}
    for width, scheme in SIZES:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        open_box(page, stop)
        faults[width, scheme] = [*judge(page), *walk(page)]
    assert {size: found for size, found in faults.items() if found} == {}
    assert [line for line in said if not line.startswith("Failed to load resource")] == []
    assert is_of(page, stop.template)


def is_of(page: Page, template: str) -> bool:
    """Whether the page is what its stop says: its title holds the words of that template's title, if it has any."""
    source = (TEMPLATES / template).read_text()
    if base := re.match(r'{% extends "(account/.*?)" %}', source):
        source = (TEMPLATES / base[1]).read_text()
    block = re.search(r"{% block title %}(.*?){% endblock %}|<title>(.*?)</title>", source)
    words = set(re.findall(r'{% translate "(.*?)" %}', block[0])) - {"Error:"}
    if not words:
        return True
    files = [polib.pofile(str(ROOT / "locale" / one / "LC_MESSAGES" / "django.po")) for one in ("nl", "fr")]
    said = [entry.msgstr for file in files for entry in file if entry.msgid in words]
    return any(text in page.title() for text in said)


def pages() -> set[str]:
    """Every template that is a page of its own: it extends another one or is a whole document, and nothing extends it."""
    sources = {str(path.relative_to(TEMPLATES)): path.read_text() for path in TEMPLATES.rglob("*.html")}
    extended = {name for text in sources.values() for name in re.findall(r'{% extends "(.*?)" %}', text)}
    return {name for name, text in sources.items() if re.match(r"{% extends|<!doctype", text)} - extended


def test_no_page_is_forgotten() -> None:
    assert pages() - {stop.template for stop in STOPS} == set()
    assert {stop.template for stop in STOPS} - pages() == set()
    assert len({stop.name for stop in STOPS}) == len(STOPS)


def test_first_load_is_light(window) -> None:
    page = window()
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length") or len(answer.body()))))
    page.goto("/gent/", wait_until="networkidle")
    assert 0 < sum(sizes) <= 100_000


def test_it_works_without_script(window, platform) -> None:
    page = window(javascript=False)
    page.goto(f"{record_of(platform)}verbeter/")
    page.locator("summary", has_text="Telefoon").first.click()
    page.locator("details[open] input").first.fill("09 210 10 10")
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Verstuur 1 verbetering").click()
    assert "Bedankt" in page.locator("h1").inner_text()
