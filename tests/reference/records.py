"""The rows of a world by child, and what is known of a child on one day: who held the case, where, and who they are."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from reference.dates import age_on, is_open

ALLOCATED, PERSONAL_ADVISER = "CW", "16PLUS"
Row = dict
Child = tuple[str, str]

# Whose cases are a payment alone.
FINANCE_TEAMS = {"FOC01": "finance_only", "ICSFREME": "ics_finance_only", "ICSFRN": "ics_finance_only",
                 "ICSFRS": "ics_finance_only"}  # fmt: skip

# By the first letter of the code.
ETHNIC_GROUPS = {"W": "White", "M": "Mixed", "A": "Asian", "B": "Black", "C": "Chinese-or-other",
                 "O": "Chinese-or-other"}  # fmt: skip


def la(row: Row) -> str:
    return row.get("la_code") or "000"


def flags(text: str | None) -> set[str]:
    """The flags that an outcome's JSON sets; blank ones are not set."""
    found = json.loads(text) if text else {}
    return {name.upper() for name, value in found.items() if str(value).upper() in ("Y", "YES", "TRUE", "1")}


def newest(spells: Iterable[Row], start: str, key: str) -> Row | None:
    """Where several are open, the latest start wins, then the greatest id."""
    return max(spells, key=lambda row: (row[start], row[key]), default=None)


class Records:
    """The rows of one world, looked up by child."""

    def __init__(self, rows: dict[str, list[Row]], as_at: date):
        self.rows, self.as_at = rows, as_at
        self._of: dict[tuple[str, Child], list[Row]] = defaultdict(list)
        self._in: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for table, of_table in rows.items():
            for row in of_table:
                self._in[table, la(row)].append(row)
                if row.get("person_id") is not None:
                    self._of[table, (la(row), row["person_id"])].append(row)
        self.kept: dict = {}

    def all(self, table: str) -> list[Row]:
        return self.rows.get(table, [])

    def within(self, table: str, authority: str) -> list[Row]:
        return self._in.get((table, authority), [])

    def of(self, table: str, child: Child) -> list[Row]:
        return self._of.get((table, child), [])

    def children(self, *tables: str) -> list[Child]:
        """Every child with a row in one of the tables."""
        return sorted({child for table, child in self._of if table in tables})

    # Where the child lives

    def home(self, child: Child, day: date) -> Row:
        """Ward and district of the address open on the day: the latest start, then the greatest id; else none."""
        areas = {row["postcode"]: row for row in self.all("postcode_areas")}
        begun = [
            {**row, "from": row.get("address_start_date") or date(1900, 1, 1)} for row in self.of("address", child)
        ]
        open_ones = [row for row in begun if is_open(row["from"], row.get("address_end_date"), day)]
        address = newest(open_ones, "from", "table_id") or {}
        found = areas.get((address.get("address_postcode") or "").upper().replace(" ", ""), {})
        ward, district = found.get("ward"), found.get("district")
        if ward is None:
            return dict.fromkeys(("ward", "district"), "No usable address")
        return {"ward": ward, "district": district or "No usable address"}

    # Who holds the case

    def held_by(self, child: Child, day: date) -> Row:
        """Team and worker of the open involvement that allocates; a personal adviser where no social worker does."""
        opened = [
            row
            for row in self.of("involvements", child)
            if is_open(row.get("involvement_start_date"), row.get("involvement_end_date"), day)
        ]
        for role in (ALLOCATED, PERSONAL_ADVISER):
            of_role = [row for row in opened if row.get("professional_role_id") == role]
            if best := newest(of_role, "involvement_start_date", "involvements_id"):
                return {"team": best.get("professional_team"), "worker": best.get("professional_id")}
        return {"team": None, "worker": None}

    def is_social_worker(self, authority: str, worker: str) -> bool:
        return any(
            worker in (row["professional_id"], row.get("staff_id"))
            and row.get("social_worker_registration_no") is not None
            for row in self.within("professionals", authority)
        )

    # Where it is in the organisation

    def place(self, authority: str, team: str | None, day: date) -> Row:
        """Team name, service area and locality on the day; the first position reaches back, the last one forward."""
        if team is None:
            return dict.fromkeys(("team", "service_area", "locality"), "No assigned team")
        units = [u for u in self.within("org_unit", authority) if (u.get("ssd_team_id") or u["unit_id"]) == team]
        units.sort(key=lambda u: u["valid_from"])
        if not units:
            names = [d for d in self.within("department", authority) if d["team_id"] == team]
            name = (names[0].get("team_name") if names else None) or team
            return {"team": name, "service_area": "County-wide", "locality": "County-wide"}
        now = [u for u in units if u["valid_from"] <= day]
        unit = now[-1] if now else units[0]
        return {
            "team": unit["unit_name"],
            "service_area": unit.get("service_area") or "County-wide",
            "locality": unit.get("locality") or "County-wide",
        }

    # Who the child is

    def described(self, child: Child, day: date) -> Row:
        """What a child's figures are cut by; Unknown throughout for an orphan."""
        known = self.of("person", child)
        if not known:
            unknown = ("age", "sex", "gender", "ethnicity", "disability", "uasc")
            return dict.fromkeys(unknown) | {"ethnicity_group": "Unknown", "disability": "Unknown", "uasc": "Unknown"}
        person = known[0]
        disabilities = [row["disability_code"] for row in self.of("disability", child)]
        statuses = [(row.get("immigration_status") or "").upper() for row in self.of("immigration_status", child)]
        ethnicity = person.get("ethnicity")
        group = None if ethnicity in ("REFU", "NOBT", None) else ETHNIC_GROUPS.get(ethnicity[0])
        return {
            "age": age_on(person.get("dob") or person.get("expected_dob"), day),
            "sex": person.get("sex"),
            "gender": person.get("gender") or person.get("sex"),
            "ethnicity": ethnicity,
            "ethnicity_group": group or "Unknown",
            "disability": "Unknown" if not disabilities else "Yes" if set(disabilities) - {"NONE"} else "No",
            "uasc": "Yes" if "UASC" in statuses else "No",
        }
