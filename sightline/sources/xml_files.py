"""XML files, opened so that a file can't make the reader fetch, expand or nest without end."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from lxml import etree

from sightline.errors import BadInput

KINDS = "a CIN census, a workforce census or an SSDA903"


def hardened_parser() -> etree.XMLParser:
    """A parser that expands no entity, opens no connection and keeps libxml2's limits on depth and size."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def is_xml(head: bytes) -> bool:
    """Whether a file's first bytes can only be XML."""
    if head.startswith((b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<\x00?\x00", b"\x00<\x00?")):
        return True
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; empty for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def text_of(element: etree._Element) -> str | None:
    """The text of an element without its children, trimmed; None where there is none."""
    text = (element.text or "").strip()
    return text or None


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if local_name(child) == name)


def child_text(element: etree._Element, *path: str) -> str | None:
    """The text of the first element at `path`, or None."""
    for name in path:
        found = next(children(element, name), None)
        if found is None:
            return None
        element = found
    return text_of(element)


def read_elements(path: Path, *wanted: str) -> Iterator[tuple[str, etree._Element]]:
    """
    The elements called one of `wanted`, one at a time, each forgotten when the next is asked for.

    Errors: BadInput for a file that is not well formed, or defines entities, or nests too deeply.
    """
    with suppress(StopIteration), path.open("rb") as file:
        try:
            events = etree.iterparse(
                file, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
            )
            root = None
            for event, element in events:
                if root is None:
                    root = element
                    if root.getroottree().docinfo.internalDTD is not None:
                        raise BadInput("the file defines its own entities, which a return never does.", file=path.name)
                name = local_name(element)
                if event == "start" and element is root:
                    yield "root", element
                elif event == "end" and name in wanted:
                    yield name, element
                    _forget(element)
        except etree.XMLSyntaxError as error:
            raise BadInput(f"not well-formed XML ({_plain(error)}). Export it again.", file=path.name)


def kind_of(path: Path) -> str:
    """
    What an XML file is: 'cin_census', 'workforce' or 's903'.

    Errors: BadInput for XML of any other kind, naming its root element.
    """
    for name, element in read_elements(path, "Collection", "CHILD", "Children"):
        root = local_name(element.getroottree().getroot())
        if name == "root":
            if root.upper() == "EXPSSDA903":
                return "s903"
            if root != "Message":
                raise BadInput(f"the root element is '{root}', not that of {KINDS}.", file=path.name)
        elif name == "Collection":
            collection = text_of(element) or ""
            known = {"CIN": "cin_census", "CSWW": "workforce"}
            if collection.upper() in known:
                return known[collection.upper()]
            raise BadInput(f"the collection is '{collection}', not that of {KINDS}.", file=path.name)
        elif name == "Children":
            return "cin_census"
    raise BadInput(f"no collection is named in the header, so this is not {KINDS}.", file=path.name)


def _forget(element: etree._Element) -> None:
    """Frees an element that has been read, and what stands before it."""
    element.clear(keep_tail=False)
    while element.getprevious() is not None and element.getparent() is not None:
        del element.getparent()[0]


def _plain(error: etree.XMLSyntaxError) -> str:
    return str(error).split("\n")[0][:120]
