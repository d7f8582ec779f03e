"""
A page whose inside is made once for a version: the frame around it (person, navigation, choices) is made each time.

What is inside may hold nothing of the person or the request that the key does not name: whoever has the same key is
given the same inside.
"""

from collections.abc import Callable, Hashable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from sightline.pages.reading import Reading

MakeContext = Callable[[], dict[str, Any]]


def rendered(
    request: HttpRequest, template: str, key: Hashable, make_context: MakeContext, **around: Any
) -> HttpResponse:
    """
    The page `template`, whose inside `<template>_inside.html` stands in it as `inside`.

    `key` names everything that decides the inside: unit, month, choices in its links, permissions that change it; the
    version and the audience go without saying. `around` is for the frame alone (title, choices), and cheap.
    """
    return render(request, template, {**around, "inside": inside_of(request, template, key, make_context)})


def inside_of(request: HttpRequest, template: str, key: Hashable, make_context: MakeContext) -> SafeString:
    """The inside alone, from memory where it was made before."""
    reading: Reading = request.reading
    inside = template.replace(".html", "_inside.html")
    return reading.remembered(
        ("rendered", template, request.access.audience, key),
        lambda: mark_safe(render_to_string(inside, make_context())),
    )
