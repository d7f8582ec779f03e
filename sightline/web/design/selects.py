"""
The selects of the context bar, as HTML. They have a hundred options and more and stand on every page, so they are
functions rather than templates.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Protocol

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


class Option(Protocol):
    """One value that can be chosen; options of one `group` that follow one another stand under its name."""

    @property
    def value(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def selected(self) -> bool: ...
    @property
    def group(self) -> str: ...


class Choice(Protocol):
    """What a select is called in the address, what stands beside it, and its options."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def options(self) -> Sequence[Option]: ...


def select(choice: Choice) -> SafeString:
    """A labelled select."""
    groups = [(name, _options(list(options))) for name, options in groupby(choice.options, key=lambda one: one.group)]
    inside = format_html_join("", "{}", ((_grouped(name, options),) for name, options in groups))
    return format_html(
        '<span class="sl-pick"><label for="choose-{}">{}</label><select id="choose-{}" name="{}">{}</select></span>',
        choice.name, choice.label, choice.name, choice.name, inside,
    )  # fmt: skip


def chosen(choices: Sequence[Choice]) -> str:
    """What was chosen, for paper, which has no selects: `Period: October 2026. Unit: North`."""
    return ". ".join(f"{c.label}: {option.label}" for c in choices for option in c.options if option.selected)


def _grouped(name: str, options: SafeString) -> SafeString:
    return format_html('<optgroup label="{}">{}</optgroup>', name, options) if name else options


def _options(options: Sequence[Option]) -> SafeString:
    chosen = mark_safe(" selected")
    rows = ((one.value, chosen if one.selected else "", one.label) for one in options)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)
