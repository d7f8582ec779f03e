"""Long lists in pages: what `{% pagination %}` shows, with every other choice kept in the address."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


@dataclass(frozen=True)
class PageLink:
    """A link to one page; without an address it is the gap between far pages."""

    number: int | None
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Pages:
    """`text`: `1 to 16 of 94`."""

    text: str
    links: tuple[PageLink, ...]
    previous_url: str
    next_url: str


def page_of(request: HttpRequest, rows: Sequence, size: int) -> tuple[Page, Pages]:
    """The page of `rows` that `?page=` asks for, and its links; what is no number or too far is the nearest page."""
    page = Paginator(rows, size).get_page(request.GET.get("page"))

    def url(number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number)
        return f"{request.path}?{query.urlencode()}"

    links = tuple(
        PageLink(number, url(number), number == page.number) if isinstance(number, int) else PageLink(None)
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    )
    pages = Pages(
        f"{page.start_index():,} to {page.end_index():,} of {page.paginator.count:,}",
        links,
        url(page.previous_page_number()) if page.has_previous() else "",
        url(page.next_page_number()) if page.has_next() else "",
    )
    return page, pages
