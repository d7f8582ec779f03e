"""
The world of one made-up authority while it is lived through: families, people, episodes, plans, periods of care.

Everything is a number: people, families and episodes are row numbers, dates are days (clock.py).
"""

from dataclasses import dataclass, field

import numpy as np

from sightline.dataset.demo.clock import LONG_GONE, NEVER, Clock
from sightline.dataset.demo.draw import Rng, Rows
from sightline.dataset.demo.levels import Scale

BOY, GIRL = 0, 1

# What becomes of an episode (a referral).
ELSEWHERE, ASSESSED_CLOSED, IN_NEED, DISABLED, PRIVATELY_FOSTERED, FINANCE, ICS_FINANCE, LEFT_CARE = range(8)

# Why an episode did not go to assessment (order of levels.OTHER_OUTCOMES), or how it came.
ASSESS, NFA, TO_ICS, FOSTERED, HOUSING, COURT_REPORT, TRANSFER_IN = range(7)


def _people() -> Rows:
    return Rows(
        dob=0, sex=0, family=-1, uasc=0, disabled=0, episode=-1, last_referral=LONG_GONE, last_close=LONG_GONE,
        plan=-1, last_plan_end=LONG_GONE, plans=0, period=-1, gone=NEVER, last_event=LONG_GONE, death=NEVER,
        enquired=LONG_GONE,
    )  # fmt: skip


def _episodes() -> Rows:
    return Rows(
        person=-1, day=0, event=-1, kind=0, outcome=0, again=0, assessed=0, authorised=NEVER, transfer=NEVER,
        close=NEVER, closing=0, finance_from=NEVER,
    )  # fmt: skip


@dataclass
class World:
    """Everything that has happened so far."""

    clock: Clock
    scale: Scale
    rng: Rng
    people: Rows = field(default_factory=_people)
    families: Rows = field(default_factory=lambda: Rows(first=0, size=0, locality=0))
    episodes: Rows = field(default_factory=_episodes)
    enquiries: Rows = field(
        default_factory=lambda: Rows(person=-1, episode=-1, start=0, end=NEVER, outcome=0, group=-1)
    )
    conferences: Rows = field(
        default_factory=lambda: Rows(person=-1, episode=-1, day=0, enquiry=-1, plan=-1, transfer=0, group=-1)
    )
    plans: Rows = field(
        default_factory=lambda: Rows(person=-1, episode=-1, conference=-1, start=0, end=NEVER, earlier=0, group=-1)
    )
    periods: Rows = field(
        default_factory=lambda: Rows(person=-1, episode=-1, start=0, end=NEVER, reason=0, stays=0, group=-1)
    )
    assessments: Rows = field(default_factory=lambda: Rows(person=-1, episode=-1, start=0, authorised=NEVER))
    strategy: Rows = field(default_factory=lambda: Rows(person=-1, episode=-1, day=0, outcome=0, enquiry=-1))
    groups: int = 0

    def new_group(self, count: int = 1) -> np.ndarray:
        """Numbers for meetings and other things that siblings share."""
        self.groups += count
        return np.arange(self.groups - count, self.groups)

    def age_days(self, people: np.ndarray, day) -> np.ndarray:
        return day - self.people.dob[people]

    def is_open(self) -> np.ndarray:
        """Per person: has an open episode."""
        return self.people.episode >= 0

    def open_in_need(self, day: int) -> np.ndarray:
        """
        Open episodes that count as children in need but are neither looked after nor on a plan nor finance only.

        Shape: episode numbers.
        """
        e, p = self.episodes, self.people
        open_ = np.flatnonzero((e.close > day) & (e.day <= day) & (e.kind != FINANCE) & (e.kind != ICS_FINANCE))
        people = e.person[open_]
        return open_[(p.plan[people] < 0) & (p.period[people] < 0) & (e.outcome[open_] != NFA)]

    def close(self, episodes: np.ndarray, days: np.ndarray, reasons: np.ndarray | int) -> None:
        """Closes episodes and lets go of their people."""
        e, p = self.episodes, self.people
        e.close[episodes] = days
        e.closing[episodes] = reasons
        people = e.person[episodes]
        p.episode[people] = -1
        p.last_close[people] = days
