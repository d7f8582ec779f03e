"""
The made-up authority: whole life histories at the levels of a real county, from a seed (docs/demo.md).

`authority` makes one in memory; `write_extract` writes as many as asked as SSD extracts.
"""

from sightline.dataset.demo.authority import DemoAuthority, authority
from sightline.dataset.demo.extract import WrittenAuthority, write_extract
from sightline.dataset.demo.faults import KINDS as FAULT_KINDS
from sightline.dataset.demo.faults import TextFault
from sightline.dataset.demo.geography import WrittenGeography, write_geography

__all__ = [
    "FAULT_KINDS",
    "DemoAuthority",
    "TextFault",
    "WrittenAuthority",
    "WrittenGeography",
    "authority",
    "write_extract",
    "write_geography",
]
