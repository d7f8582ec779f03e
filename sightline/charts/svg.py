"""
A drawn chart made fit to stand in a page: safe under the page's content security policy, named, and small.

What Vega draws is whole but wordy. Here go the groups that do nothing, the roles that would be read out one by one,
and decimals that no screen shows; in come the finding as its title and the sentence as its description.
"""

import re
from hashlib import sha256
from xml.etree import ElementTree

from sightline.charts import theme
from sightline.charts.drawing import About

SVG = "http://www.w3.org/2000/svg"
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
# Attributes that say what is so without them, by name: everything, or one value.
_ALWAYS_LEFT_OUT = {"class", "role", "aria-hidden", "aria-roledescription", "pointer-events", "font-family", "version"}
_DEFAULTS = {
    ("opacity", "1"),
    ("fill-opacity", "1"),
    ("stroke-opacity", "1"),
    ("stroke-dasharray", ""),
    ("stroke-width", "0"),
    ("transform", "translate(0,0)"),
    ("text-anchor", "start"),
    ("font-weight", "normal"),
    ("stroke-dashoffset", "0"),
}
_PLACES = {"d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "transform", "dx", "dy"}
_DRAWN = ("path", "line", "rect", "text", "circle", "use", "image")
_PLACED_BY_CSS = re.compile(r"\s*([a-z-]+)\s*:\s*([^;]+);?")


def fit_for_a_page(drawn: str, about: About, width: int, height: int) -> str:
    """
    The drawing as an element to put into HTML.

    No style attribute, no script, no outside address; ids begin with a mark of the drawing's own content, so that two
    charts of a page never share one.
    """
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(drawn)
    mark = f"c{sha256((drawn + about.finding + about.description).encode()).hexdigest()[:8]}"
    _strip(root)
    _name_ids(root, mark)
    title = ElementTree.Element(f"{{{SVG}}}title", {"id": f"{mark}-t"})
    title.text = about.finding
    description = ElementTree.Element(f"{{{SVG}}}desc", {"id": f"{mark}-d"})
    description.text = about.description
    root.attrib.clear()
    root.attrib.update(
        {
            "class": "sl-chart",
            "viewBox": f"0 0 {width} {height}",
            "role": "img",
            "aria-labelledby": f"{mark}-t",
            "aria-describedby": f"{mark}-d",
            "font-family": theme.FONT,
        }
    )
    root.insert(0, title)
    root.insert(1, description)
    return ElementTree.tostring(root, encoding="unicode")


def standing_alone(inline: str, width: int, height: int) -> str:
    """The same as a file of its own, on white."""
    head, _, rest = inline.partition(">")
    sized = f'{head} width="{width}" height="{height}">'
    at = rest.index("</desc>") + len("</desc>")
    ground = f'<rect width="{width}" height="{height}" fill="{theme.WHITE}"/>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{sized}{rest[:at]}{ground}{rest[at:]}\n'


def _strip(element: ElementTree.Element) -> None:
    """Leaves out what draws nothing, and what only says what is so anyway."""
    _styles_as_attributes(element)
    said = element.attrib.pop("aria-label", None)
    for name in [name for name, value in element.attrib.items() if _is_needless(name, value)]:
        del element.attrib[name]
    for name in _PLACES & element.attrib.keys():
        element.set(name, _shorter(element.attrib[name]))
    for child in list(element):
        _strip(child)
    kept: list[ElementTree.Element] = []
    for child in element:
        if _draws_nothing(child):
            continue
        if _tag(child) == "g" and not child.attrib:
            kept.extend(child)
        else:
            kept.append(child)
    element[:] = kept
    if said and _tag(element) in _DRAWN:
        title = ElementTree.SubElement(element, f"{{{SVG}}}title")
        title.text = said


def _styles_as_attributes(element: ElementTree.Element) -> None:
    for name, value in _PLACED_BY_CSS.findall(element.attrib.pop("style", "")):
        element.set(name, value.strip())


def _is_needless(name: str, value: str) -> bool:
    return name in _ALWAYS_LEFT_OUT or name.startswith("aria-") or (name, value) in _DEFAULTS


def _draws_nothing(element: ElementTree.Element) -> bool:
    tag = _tag(element)
    if tag in ("g", "defs"):
        return not len(element)
    if tag == "text":
        return not "".join(element.itertext()).strip()
    if tag in ("path", "rect", "line"):
        # The ground of a group, or a mark made invisible on purpose.
        painted = element.get("fill", "none") not in ("none", "transparent", "white") or "stroke" in element.attrib
        return not painted or element.get("opacity") == "0"
    return False


def _tag(element: ElementTree.Element) -> str:
    return element.tag.removeprefix(f"{{{SVG}}}")


def _shorter(text: str) -> str:
    return _NUMBER.sub(lambda found: _one_decimal(float(found[0])), text)


def _one_decimal(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _name_ids(root: ElementTree.Element, mark: str) -> None:
    ids = {element.attrib["id"] for element in root.iter() if "id" in element.attrib}
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            if name == "id":
                element.set(name, f"{mark}-{value}")
            for held in ids:
                if f"#{held}" in value:
                    element.set(name, value.replace(f"#{held}", f"#{mark}-{held}"))
