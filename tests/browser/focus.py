"""A walk through a page with the Tab key."""

from dataclasses import dataclass

from playwright.sync_api import Page

# A page is walked so far; what comes after is more of the same rows.
FURTHEST = 250


@dataclass(frozen=True)
class Walked:
    """
    What a walk found: what had the focus first; what can have it and never got it, got it without a visible mark, or
    lay under something that sticks. Each as the beginning of its HTML.
    """

    first: str
    missed: list[str]
    unmarked: list[str]
    covered: list[str]


def walk(page: Page) -> Walked:
    """Presses Tab from the top to the end of the page, and looks at what has the focus each time."""
    page.evaluate(_FROM_THE_TOP)
    expected = page.evaluate(_NUMBERED)
    names: dict[int, str] = {}
    marked: set[int] = set()
    covered, first = [], ""
    # A field for a date is a stop for each of its parts.
    for step in range(min(len(expected), FURTHEST) * 3):
        page.keyboard.press("Tab")
        at = page.evaluate(_LOOK)
        if at is None or len(names) == min(len(expected), FURTHEST):
            break
        first = first or at["text"]
        names[at["number"]] = at["html"]
        # The button in a field for a date has a mark of its own, which the field does not tell of.
        marked |= {at["number"]} if at["marked"] else set()
        # The skip link comes into view as it gets the focus.
        covered += [at["html"]] if at["covered"] and step else []
    missed = [] if len(expected) > FURTHEST else [html for number, html in enumerate(expected) if number not in names]
    return Walked(first, missed, [html for number, html in names.items() if number not in marked], covered)


# A page that puts the focus in a field of its own begins there; the walk begins where a reader's would at the top.
_FROM_THE_TOP = """
() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
  window.scrollTo(0, 0);
}
"""
_NUMBERED = """
() => {
  const can = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"], iframe';
  const radios = new Set();
  const found = [...document.querySelectorAll(can)].filter(e => {
    if (e.disabled || e.tabIndex < 0 || !e.getClientRects().length || e.closest('dialog:not([open])')) return false;
    if (getComputedStyle(e).visibility === 'hidden') return false;
    if (e.tagName === 'SUMMARY' ? e.parentElement.querySelector('summary') !== e : e.closest('details:not([open])')
        && !e.closest('summary')) return false;
    if (e.type !== 'radio') return true;
    // One of a group of radios is a stop.
    if (radios.has(e.name)) return false;
    radios.add(e.name);
    return true;
  });
  found.forEach((e, k) => { e.dataset.walk = k; });
  return found.map(e => e.outerHTML.slice(0, 140));
}
"""
_LOOK = """
() => {
  const e = document.activeElement;
  if (!e || e === document.body || e.dataset.walk === undefined) return null;
  const shown = e.type === 'radio' || e.type === 'checkbox' ? [e, e.nextElementSibling] : [e];
  const marked = shown.filter(Boolean).some(one => ['', '::before', '::after'].some(part => {
    const style = getComputedStyle(one, part || null);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  }));
  const box = e.getClientRects()[0];
  // Of a region taller than the window the part in view is looked at.
  const [x, y] = [box.left + Math.min(box.width / 2, 40), Math.max(box.top, 0) + Math.min(box.height / 2, 12)];
  const on = document.elementFromPoint(x, y);
  const inside = x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight;
  const its_own = 'label, .govuk-radios__item, .govuk-checkboxes__item';
  const same = on && (e.contains(on) || on.contains(e) || on.closest(its_own));
  const html = e.outerHTML.slice(0, 140);
  return { number: Number(e.dataset.walk), text: e.textContent.trim(), html, marked, covered: !inside || !same };
}
"""
