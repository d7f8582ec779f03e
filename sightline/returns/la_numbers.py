"""
The authority numbers that a unique pupil number may hold: the DfE's, past and present, and pseudo-authorities'.

Source: the DfE's validation rule 1530 (authorities since April 1999). A reorganised authority's number stays, for the
pupils keep theirs.
"""

_SINCE_1999 = """
    001-005 201-213 301-320 330-336 340-344 350-359 370-373 380-384 390-394 420 660-681 701-708 800-803 805-808
    810-813 815 816 820-823 825 826 830 831 835-837 840 841 845 846 850-852 855-857 860 861 865-896 908 909 916 919
    921 925 926 928 929 931 933 935-938
"""

# Bournemouth, Christchurch and Poole, and Dorset (2019); North and West Northamptonshire (2021).
_LATER = "838 839 940 941"

# Cumberland, and Westmorland and Furness (April 2023): by return year, the first in which the rule knows them.
_SINCE = {2024: "942 943"}


def upn_la_numbers(year: int) -> list[str]:
    """The numbers that the rules of a year accept, as three digits."""
    added = [words for first, words in _SINCE.items() if first <= year]
    return sorted({number for words in (_SINCE_1999, _LATER, *added) for number in _each(words)})


def _each(ranges: str) -> list[str]:
    numbers = []
    for written in ranges.split():
        first, _, last = written.partition("-")
        numbers += [f"{n:03}" for n in range(int(first), int(last or first) + 1)]
    return numbers
