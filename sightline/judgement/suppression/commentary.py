"""Commentary that people type: a number of 1 to 5 beside the name of a group is pointed out before a paper leaves."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sightline.judgement.suppression.single import THRESHOLD

# How many words may stand between the number and the group.
NEAR = 4
NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
# Words for groups in every paper; the members of the report's tables come besides.
GROUPS = ("children", "child", "boys", "boy", "girls", "girl", "young people", "young person", "siblings", "babies",
          "families", "family", "care leavers", "care leaver", "plans", "asylum", "disabled")  # fmt: skip
# Numbers that are no count: parts of a date, an age, a duration, an article of law.
_RANGE = r"(?:\s*(?:to|-|–)\s*\d+)?"
_NO_COUNT = re.compile(
    r"\b\d{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(?:key stage|stage|section|part|item|quarter|tier|level|aged?|phase|week|year|grade)\s+\d+" + _RANGE + r"|"
    r"\b(?:\d+|one|two|three|four|five)" + _RANGE + r"[\s-]+(?:working\s+)?(?:days?|weeks?|months?|years?|per cent|%)"
    r"|\d+(?:\.\d+)?\s*%|\b\d+\.\d+\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z&/'’-]+|\d[\d,]*")


@dataclass(frozen=True)
class SmallNumber:
    """A small number in a text, the group it stands beside, and the sentence."""

    number: int
    group: str
    sentence: str

    @property
    def warning(self) -> str:
        return (
            f"'{self.sentence}' puts the number {self.number} beside '{self.group}'. Check that no child can be told "
            "from it before this leaves the authority."
        )


def small_numbers_in(text: str, groups: Iterable[str] = (), threshold: int = THRESHOLD) -> list[SmallNumber]:
    """Every number of 1 to the threshold, in figures or words, within a few words of a group's name."""
    names = sorted({name.casefold() for name in (*GROUPS, *groups) if name}, key=len, reverse=True)
    found = []
    for sentence in re.split(r"(?<=[.!?])\s+", text.strip()):
        words = _WORD.findall(_NO_COUNT.sub(lambda match: " — ", sentence).casefold())
        for place, word in enumerate(words):
            number = NUMBER_WORDS.get(word) or (int(word.replace(",", "")) if word[0].isdigit() else 0)
            if not 1 <= number <= threshold:
                continue
            near = " ".join(words[max(0, place - NEAR) : place + NEAR + 1])
            group = next((name for name in names if re.search(rf"\b{re.escape(name)}\b", near)), None)
            if group:
                found.append(SmallNumber(number, group, sentence))
    return found
