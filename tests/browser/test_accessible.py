"""Every kind of page: axe finds nothing, nothing overflows, and Tab shows where it is."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import sign_in

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
PUBLIC = {
    "choose": "/",
    "home": "/gent/",
    "home in French": "/gent/fr/",
    "services": "/gent/catalogus/",
    "found": "/gent/catalogus/?q=rijbewijs",
    "nothing found": "/gent/catalogus/?q=xyzzy",
    "record": "{record}",
    "correct": "{record}verbeter/",
    "projects": "/gent/projecten/",
    "project": "/gent/projecten/dienstverlening-die-klopt/",
    "journal": "/gent/journaal/",
    "accessibility": "/gent/toegankelijkheid/",
    "privacy": "/gent/privacy/",
    "sign in": "/aanmelden/",
    "sign in, from a page in French": "/fr/aanmelden/?next=/gent/fr/",
    "project in French": "/gent/fr/projecten/dienstverlening-die-klopt/",
    "make an account": "/aanmelden/nieuw/",
    "outbox": "/postvak/",
    "open data": "/api/docs/",
    "components": "/_ui/",
    "not found": "/nergens/",
}
STAFF = {
    "desk": "/gent/moderatie/",
    "handled": "/gent/moderatie/afgehandeld/",
    "conflicts": "/gent/catalogus/conflicten/",
    "new project": "/gent/projecten/nieuw/",
    "settings": "/gent/instellingen/?bewaard=1",
    "staff": "/gent/instellingen/medewerkers/?gedaan=toegevoegd",
    "own page": "/mijn/",
}
SIZES = [(320, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
FOCUS = """() => {
  const seen = document.activeElement, box = seen.getBoundingClientRect();
  const around = [seen, seen.closest("label") ?? seen].map((one) => getComputedStyle(one));  // a tile shows it as a whole
  const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    tag: seen.tagName, id: seen.id, text: seen.textContent.trim().slice(0, 40),
    ring: around.some((style) => parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none"),
    hidden: box.width > 0 && !(middle && (seen.contains(middle) || middle.contains(seen))),
  };
}"""


@pytest.fixture(scope="module")
def record(platform) -> str:
    [(key,)] = platform.rows("SELECT id FROM catalogue_record WHERE title ILIKE '%%rijbewijs%%' ORDER BY id LIMIT 1")
    return f"/gent/catalogus/{key}/"


def judge(page, name: str) -> None:
    # What a sticky bar covers can be scrolled from under it. Whether it ever covers the focus is what `walk` looks at.
    page.evaluate("document.querySelectorAll('.foot2').forEach((bar) => { bar.style.position = 'static'; })")
    found = Axe().run(page, options=RULES)
    page.evaluate("document.querySelectorAll('.foot2').forEach((bar) => { bar.style.position = ''; })")
    said = [
        (one["id"], [node["html"][:120] for node in one["nodes"]], one["nodes"][0]["failureSummary"][:200])
        for one in found.response["violations"]
    ]
    assert said == [], name
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, name


def walk(page, name: str) -> None:
    """Tabs through the page until the focus comes round."""
    page.evaluate("window.scrollTo(0, 0)")
    for _ in range(60):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        if at["tag"] == "BODY":
            return
        assert at["ring"], (name, at)
        assert not at["hidden"], (name, at)


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_public_pages(window, record, width: int, scheme: str) -> None:
    page = window(width=width, height=900, scheme=scheme)
    for name, path in PUBLIC.items():
        page.goto(path.format(record=record))
        judge(page, f"{name} at {width} {scheme}")
        if scheme == "light":
            walk(page, f"{name} at {width}")


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_staff_pages(window, platform, width: int, scheme: str) -> None:
    page = window(width=width, height=900, scheme=scheme)
    sign_in(page, platform, "bas.beheer@gent.example")
    for name, path in STAFF.items():
        page.goto(path)
        judge(page, f"{name} at {width} {scheme}")


def test_first_load_is_light(window) -> None:
    page = window()
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length") or len(answer.body()))))
    page.goto("/gent/", wait_until="networkidle")
    assert 0 < sum(sizes) <= 100_000


def test_it_works_without_script(window, record) -> None:
    page = window(javascript=False)
    page.goto(f"{record}verbeter/")
    page.locator("summary", has_text="Telefoon").first.click()
    page.locator("details[open] input").first.fill("09 210 10 10")
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Verstuur 1 verbetering").click()
    assert "Bedankt" in page.locator("h1").inner_text()
