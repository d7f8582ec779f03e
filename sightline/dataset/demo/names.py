"""
Names for made-up people and places: put together from syllables, so that nobody's real name comes out.

A few combinations could still be somebody's; the syllables are chosen to sound like nowhere in particular.
"""

import numpy as np
import pyarrow as pa

from sightline.dataset.demo.draw import Rng

_START = (
    "Bram",
    "Cael",
    "Dor",
    "Elv",
    "Fenn",
    "Gar",
    "Hax",
    "Ild",
    "Jor",
    "Kest",
    "Lum",
    "Morv",
    "Nim",
    "Orl",
    "Pell",
    "Quen",
    "Rusk",
    "Sorr",
    "Tav",
    "Ulm",
    "Vex",
    "Wim",
    "Yar",
    "Zell",
)
_BOY, _GIRL = (
    ("ek", "on", "ard", "ix", "um", "ob", "el", "ith"),
    ("a", "ine", "ette", "issa", "ora", "une", "ay", "ith"),
)
_SURNAME = (
    "Ash",
    "Bleck",
    "Crum",
    "Drey",
    "Ebb",
    "Flint",
    "Grim",
    "Hob",
    "Ink",
    "Jask",
    "Knar",
    "Lorn",
    "Mudd",
    "Nettle",
    "Oat",
    "Plum",
    "Quill",
    "Rook",
    "Sprat",
    "Thrum",
    "Umber",
    "Vole",
    "Wick",
    "Yarrow",
    "Zith",
)
_ENDING = (
    "wimple",
    "thistle",
    "bottomly",
    "snook",
    "fathing",
    "dabble",
    "quist",
    "perrick",
    "mossop-on",
    "tarn",
    "vane",
    "lington-fell",
    "worthle",
    "brackle",
    "stoat",
    "hoddle",
    "munk",
    "gander",
    "pindle",
    "croft-moss",
)

# Counties that are not on any map, for the authorities; the first is the one built to the printed levels.
AUTHORITIES = ("Exmereshire",)
_PLACE = (
    "Alder",
    "Brack",
    "Corm",
    "Dun",
    "Eld",
    "Fal",
    "Gorse",
    "Hare",
    "Isk",
    "Kelp",
    "Lark",
    "Mire",
    "Nook",
    "Otter",
    "Pern",
    "Quoin",
    "Reed",
    "Sallow",
    "Teasel",
    "Under",
    "Vetch",
    "Whin",
    "Yew",
    "Zeal",
)
_SHIRE = ("mereshire", "wickshire", "fenland", "holmeshire", "barrowshire", "marchland", "combeshire", "thornshire")
_ENDS = ("combe", "ridge", "bury", "worth", "leigh", "den", "stow", "wick", "bourne", "cott", "ham", "ton")
_ROADS = ("Lantern Row", "Pebble Rise", "Otter Walk", "Cobble End", "Marrow Lane", "Tinker's Way", "Thimble Close")


def forenames(rng: Rng, sex: np.ndarray) -> pa.Array:
    """One invented first name per person (sex 0: boys)."""
    boys = [s + e for s in _START for e in _BOY]
    girls = [s + e for s in _START for e in _GIRL]
    chosen = rng.integers(0, len(boys), len(sex))
    return pa.array(boys + girls).take(pa.array(chosen + np.where(sex == 0, 0, len(boys))))


def surnames(rng: Rng, families: np.ndarray) -> pa.Array:
    """One invented family name per person, the same for a family."""
    names = [s + e for s in _SURNAME for e in _ENDING]
    salt = int(rng.integers(1, 1 << 20))
    return pa.array(names).take(pa.array((families * 2654435761 + salt) % (1 << 32) % len(names)))


def place_names(rng: Rng, count: int) -> list[str]:
    """So many different names of places, such as Larkbury."""
    names = [start + end for start in _PLACE for end in _ENDS]
    return [names[n] for n in rng.permutation(len(names))[:count]]


def roads() -> tuple[str, ...]:
    return _ROADS


def authority_name(index: int) -> str:
    """The invented name of an authority; the first is Exmereshire."""
    if index == 0:
        return AUTHORITIES[0]
    place, shire = index % len(_PLACE), (index // len(_PLACE) + index) % len(_SHIRE)
    return _PLACE[place] + _SHIRE[shire]


def la_code(index: int) -> str:
    """A three-digit number that no authority of England has (they lie between 201 and 943)."""
    return str(1 + index).zfill(3)


def area_code(index: int) -> str:
    """A nine-character area code of a kind that the ONS does not use."""
    return f"E99{1 + index:06d}"
