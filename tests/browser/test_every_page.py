"""What holds for every page: nothing for axe to find, all by keyboard, 320 pixels, no colour, paper, no scripts."""

import pytest
from browser.axe import violations
from browser.focus import walk
from browser.pages import NOBODY, PAGES, REFUSED, Visit
from playwright.sync_api import Page

NARROW, PHONE, WIDE = 320, 375, 1280
# Bytes over the wire of a page with all it loads, but for what draws charts in the browser.
HEAVIEST = 500_000

every_page = pytest.mark.parametrize("visit", PAGES, ids=str)


@every_page
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_axe_finds_nothing(visit: Visit, width: int, open_page):
    page = open_page(visit, viewport={"width": width, "height": 900})
    assert violations(page) == []


@pytest.mark.parametrize(("visit", "status"), REFUSED, ids=str)
def test_axe_finds_nothing_on_pages_for_what_went_wrong(visit: Visit, status: int, open_page):
    page = open_page(visit, status=status)
    assert violations(page) == []
    assert "Traceback" not in page.content()


@every_page
def test_the_browser_has_nothing_to_complain_of(visit: Visit, open_page):
    """No error in a script, nothing refused by the content security policy, nothing missing."""
    page = open_page(visit)
    page.wait_for_load_state("networkidle")
    assert page.complaints == []


@every_page
def test_no_page_is_heavy_or_asks_another_site(visit: Visit, address: str, context_of, places):
    context = context_of(visit.who)
    page = context.new_page()
    answers: list = []
    page.on("requestfinished", lambda asked: answers.append(asked))
    page.goto(visit.path.format(**places))
    page.wait_for_load_state("networkidle")
    assert [asked.url for asked in answers if not asked.url.startswith((address, "data:"))] == []
    weight = sum(
        a.sizes()["responseBodySize"] for a in answers if "/vega" not in a.url and not a.url.startswith("data:")
    )
    assert weight < HEAVIEST, f"{weight:,} bytes"


@every_page
def test_320_pixels_without_scrolling_sideways(visit: Visit, open_page):
    page = open_page(visit, viewport={"width": NARROW, "height": 800})
    # What is wider than the screen must scroll by itself, within a region that the keyboard reaches.
    assert page.evaluate(_LEFT_OUT, NARROW) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW


@every_page
def test_all_is_reached_by_keyboard(visit: Visit, open_page):
    page = open_page(visit)
    walked = walk(page)
    assert walked.first == "Skip to main content"
    assert walked.missed == []
    assert walked.unmarked == []
    assert walked.covered == []


@every_page
def test_no_meaning_is_in_colour_alone(visit: Visit, open_page):
    """Each mark keeps its word and its shape where the system's own colours replace ours."""
    page = open_page(visit, forced_colors="active")
    assert page.evaluate(_MARKS_WITHOUT_A_WORD) == []
    assert page.evaluate(_PICTURES_WITHOUT_A_NAME) == []


@every_page
def test_on_paper(visit: Visit, open_page):
    """The frame's controls go; what the page says, whom it is for and how old its data are stay."""
    page = open_page(visit)
    page.emulate_media(media="print")
    for gone in (".sl-head", ".sl-nav", ".sl-context form", ".govuk-skip-link"):
        assert not any(found.is_visible() for found in page.locator(gone).all()), gone
    assert page.locator("main h1").first.is_visible()
    for kept in (".sl-context .sl-mark", ".sl-context .sl-paper", ".sl-fresh"):
        assert all(found.is_visible() for found in page.locator(kept).all()), kept
    assert page.locator(".sl-fresh").count() == (visit.who != NOBODY)
    assert page.pdf().startswith(b"%PDF")


@every_page
def test_complete_without_scripts(visit: Visit, open_page):
    """Without scripts a page says all that it says with them."""
    with_scripts = _said(open_page(visit))
    without = _said(open_page(visit, java_script_enabled=False))
    assert without == with_scripts


def _said(page: Page) -> list[str]:
    """The headings, tables and drawings of a page, in words; a second factor's key differs each time."""
    parts = page.locator("main :is(h1, h2, h3, th, td, dt, dd, svg[role=img] title)")
    return [text.strip() for text in parts.all_text_contents()]


_LEFT_OUT = """
width => [...document.querySelectorAll('main :is(p, li, td, th, h1, h2, h3, a, button, input, select, svg)')]
  .filter(e => e.getClientRects().length && e.getBoundingClientRect().right > width + 1
            && !e.closest('[tabindex="0"][role=region], .sl-vh, [hidden]'))
  .map(e => e.outerHTML.slice(0, 120))
"""
_MARKS_WITHOUT_A_WORD = """
() => [...document.querySelectorAll('.sl-status, .sl-var, .sl-dot, .sl-clock')]
  .filter(mark => mark.getClientRects().length)
  .filter(mark => !mark.querySelector('svg') || !(mark.textContent.trim() || mark.querySelector('svg[aria-label]')))
  .map(mark => mark.outerHTML.slice(0, 200))
"""
_PICTURES_WITHOUT_A_NAME = """
() => [...document.querySelectorAll('main svg')]
  .filter(svg => svg.getAttribute('aria-hidden') !== 'true' && !svg.closest('[aria-hidden=true], [role=img]:not(svg)'))
  .filter(svg => svg.getAttribute('role') !== 'img'
    || !(svg.hasAttribute('aria-label') || svg.hasAttribute('aria-labelledby') || svg.querySelector(':scope > title')))
  .map(svg => svg.outerHTML.slice(0, 200))
"""
