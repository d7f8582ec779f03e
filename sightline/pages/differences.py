"""What changed between two texts, word by word, as readers are shown it."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

_WORD = re.compile(r"\{\{[^{}]*\}\}|\s+|[^\s{]+|\{")


class Change(Enum):
    """What became of a stretch of words."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Stretch:
    change: Change
    text: str


def differences(before: str, after: str) -> tuple[Stretch, ...]:
    """
    The texts laid over each other: kept and added stretches joined are `after`, kept and removed ones `before`.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Stretch(Change.KEPT, "".join(old[a:b])))
            continue
        if b > a:
            found.append(Stretch(Change.REMOVED, "".join(old[a:b])))
        if d > c:
            found.append(Stretch(Change.ADDED, "".join(new[c:d])))
    return tuple(found)


def shortened(stretches: tuple[Stretch, ...], around: int = 6) -> tuple[Stretch, ...]:
    """The same with long kept stretches cut down to the words beside a change."""
    found = []
    for place, one in enumerate(stretches):
        words = _WORD.findall(one.text)
        # Words and the spaces between them alternate.
        if one.change is Change.KEPT and len(words) > 4 * around + 4:
            start = words[: 2 * around] if place else []
            end = words[-2 * around :] if place < len(stretches) - 1 else []
            one = Stretch(Change.KEPT, "".join([*start, " … ", *end]))
        found.append(one)
    return tuple(found)
