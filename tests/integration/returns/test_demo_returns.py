"""
The demo authority's own returns: written and checked, they are clean but for its recording faults, each of them found.

What is not a fault of recording is what happened: it is named here with the reason, and nothing else may fail.
"""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime

import pytest

from sightline.dataset import tables
from sightline.returns.check import Checked, check
from sightline.returns.findings import findings
from sightline.returns.read import read_submissions
from sightline.returns.write.census import make_census
from sightline.returns.write.folder import write_return
from sightline.returns.write.made import Made
from sightline.returns.write.ssda903 import make_ssda903

from .conftest import YEAR, Loaded

# What is true and yet fails a rule: late work, which a query asks about, and rules that no true record can meet
# (docs/returns.md). `test_what_is_true_and_fails` says of each which records these are.
CIN_PRACTICE = {
    "8670Q": "an assessment that is not finished after 45 working days",
    "8675Q": "a conference that is held more than 15 working days after the enquiry began",
}
S903_PRACTICE = {
    "1001": "a care leaver whose care ended before last year's return",
    "1002": "the same",
    "153": "a care leaver who went home: rule 344 forbids the items that this one asks for",
    "165": "a girl with short breaks only, whom rule 399 forbids to be asked",
    "SW11bSTG2": "a child who left care in the last days of March, and the social worker with it",
    "SW17STG2": "a child who left care, and whom no social worker holds at the end of the year",
}


class Return:
    """A demo return as it was made, written, read and checked."""

    def __init__(self, made: Made, checked: Checked):
        self.made = made
        self.checked = checked
        self.children: dict[str, set[str]] = defaultdict(set)
        for finding in findings(checked):
            self.children[finding.rule].add(finding.child or "")

    @property
    def failed(self) -> set[str]:
        return set(self.children)

    def fails(self, child: str, rules: tuple[str, ...]) -> bool:
        return any(child in self.children[rule] for rule in rules)


def census_of(loaded: Loaded, folder) -> Return:
    made = make_census(loaded.authority, YEAR)
    (read,) = read_submissions(write_return(made, folder))
    return Return(made, check(read))


def ssda903_of(loaded: Loaded, folder) -> Return:
    made = make_ssda903(loaded.authority, YEAR)
    before = write_return(make_ssda903(loaded.authority, YEAR - 1), folder)[0]
    (last,) = read_submissions([before])
    (read,) = read_submissions(write_return(made, folder)[:1])
    return Return(made, check(replace(read.with_previous(last), local_authority=made.la_code)))


@pytest.fixture(scope="module")
def census(faulty, tmp_path_factory) -> Return:
    return census_of(faulty, tmp_path_factory.mktemp("faulty"))


@pytest.fixture(scope="module")
def ssda903(faulty, tmp_path_factory) -> Return:
    return ssda903_of(faulty, tmp_path_factory.mktemp("faulty"))


def test_without_faults_the_census_is_clean(clean, tmp_path):
    found = census_of(clean, tmp_path)
    assert found.failed <= set(CIN_PRACTICE)
    assert found.made.left_out == ()
    assert found.checked.not_run == []


def test_without_faults_the_ssda903_is_clean(clean, tmp_path):
    found = ssda903_of(clean, tmp_path)
    assert found.failed <= set(S903_PRACTICE)
    assert {o.not_run for o in found.checked.not_run} == {
        "needs a postcode lookup (the columns PL_LA, PL_LOCATION and PL_DISTANCE worked out)",
        "needs Ofsted's provider list (the table provider_info)",
    }


def day_of(text: str | None) -> date | None:
    return datetime.strptime(text, "%d/%m/%Y").date() if text else None


LAST_DAY = date(YEAR, 3, 31)
FAR = date(9999, 12, 31)


def test_what_is_true_and_fails_in_the_census(clean, tmp_path):
    """Late work that was still to be done on 31 March; 45 working days before it was the 27 January."""
    found = census_of(clean, tmp_path)
    rows = clean.authority.tables["ssd_cin_assessments"].to_pylist()
    late = {
        r["cina_person_id"]
        for r in rows
        if r["cina_assessment_start_date"] < date(2026, 1, 27) and (r["cina_assessment_auth_date"] or FAR) > LAST_DAY
    }
    assert found.children["8670Q"] == late != set()
    held = {r["icpc_s47_enquiry_id"]: r for r in clean.authority.tables["ssd_initial_cp_conference"].to_pylist()}
    for enquiry in clean.authority.tables["ssd_s47_enquiry"].to_pylist():
        if enquiry["s47e_person_id"] in found.children["8675Q"] and enquiry["s47e_s47_start_date"].year == YEAR:
            assert held[enquiry["s47e_s47_enquiry_id"]]["icpc_icpc_date"] > LAST_DAY


def test_what_is_true_and_fails_in_the_ssda903(clean, tmp_path):
    found = ssda903_of(clean, tmp_path)
    made = {name: table.to_pylist() for name, table in found.made.tables.items()}
    girls = {r["CHILD"] for r in made["Header"] if r["SEX"] == "F"}
    cared = {r["CHILD"] for r in made["Episodes"] if r["LS"] not in ("V3", "V4")}
    assert found.children["165"] == girls & {r["CHILD"] for r in made["Episodes"]} - cared
    assert found.children["153"] == {r["CHILD"] for r in made["OC3"] if r["IN_TOUCH"] in ("RHOM", "DIED")}
    # Care leavers: neither this year's return nor last year's shows their care.
    shown = {
        r["clae_person_id"]
        for r in clean.authority.tables["ssd_cla_episodes"].to_pylist()
        if (r["clae_cla_episode_ceased_date"] or FAR) >= date(YEAR - 2, 4, 1)
    }
    leavers = {r["CHILD"] for r in made["OC3"]}
    assert found.children["1002"] == leavers - shown != set()
    assert found.children["1002"] <= found.children["1001"] <= leavers
    # Social workers: all of them had left care, and nobody who is registered holds the case.
    registered = {
        r["prof_professional_id"]
        for r in clean.authority.tables["ssd_professionals"].to_pylist()
        if r["prof_social_worker_registration_no"]
    }
    held = {
        r["invo_person_id"]
        for r in clean.authority.tables["ssd_involvements"].to_pylist()
        if r["invo_professional_role_id"] == "CW" and r["invo_professional_id"] in registered
        and r["invo_involvement_start_date"] <= LAST_DAY < (r["invo_involvement_end_date"] or FAR)
    }  # fmt: skip
    in_care = {r["CHILD"] for r in made["Episodes"] if not r["DEC"]}
    workers = {r["CHILD"] for r in made["SWEpisodes"]}
    assert set() < workers - held <= found.children["SW17STG2"] <= workers
    assert not (found.children["SW17STG2"] | found.children["SW11bSTG2"]) & in_care


def came_into_care(made: Made) -> set[str]:
    """The children with a period of care or a short break that began in the year."""
    starts = {r["CHILD"]: r["DECOM"] for r in made.tables["Episodes"].to_pylist() if r["RNE"] == "S"}
    return {child for child, day in starts.items() if date(YEAR - 1, 4, 1) <= day_of(day) <= LAST_DAY}


def test_earlier_permanence_is_said_of_each_who_came_into_care(clean):
    """Z1, none, of those of whom nothing is recorded; no table, no answer."""
    made = make_ssda903(clean.authority, YEAR)
    said = {r["CHILD"]: r for r in made.tables["PrevPerm"].to_pylist()}
    recorded = set(clean.authority.tables["ssd_cla_previous_permanence"].column("lapp_person_id").to_pylist())
    assert set(said) == came_into_care(made)
    unrecorded = set(said) - recorded
    assert unrecorded
    assert {(said[c]["PREV_PERM"], said[c]["LA_PERM"], said[c]["DATE_PERM"]) for c in unrecorded} == {
        ("Z1", None, None)
    }
    others = {n: rows for n, rows in clean.authority.tables.items() if n != "ssd_cla_previous_permanence"}
    assert make_ssda903(replace(clean.authority, tables=others), YEAR).tables["PrevPerm"].num_rows == 0


# Kind of fault: the table and column that it spoils, and the rules of which one finds it.
CENSUS_FAULTS = {
    "ethnicity": ("ssd_person", "pers_ethnicity", ("4220",)),
    "birth_date_missing": ("ssd_person", "pers_dob", ("8525Q", "8530Q", "8520")),
    "referral_need": ("ssd_cin_episodes", "cine_cin_primary_need_code", ("8610", "8650")),
    "plan_unknown_category": ("ssd_cp_plans", "cppl_cp_plan_latest_category", ("8910",)),
    "assessment_open_in_closed_case": ("ssd_cin_assessments", "cina_assessment_auth_date", ("8867", "8670Q", "8736")),
}
S903_FAULTS = {
    "ethnicity": ("ssd_person", "pers_ethnicity", ("103",)),
    "birth_date_missing": ("ssd_person", "pers_dob", ("102", "301")),
    "review_without_participation": ("ssd_cla_reviews", "clar_cla_review_participation", ("167",)),
    "sdq_impossible": ("ssd_sdq_scores", "csdq_sdq_score", ("180",)),
}
# Where each return has the value that a fault spoils: the table, and the child's and the date's columns.
_PLACES = {
    "ssd_person": (None, None),
    "ssd_cin_episodes": ("cine_referral_date", ("CINdetails", "CINreferralDate")),
    "ssd_cp_plans": ("cppl_cp_plan_start_date", ("ChildProtectionPlans", "CPPstartDate")),
    "ssd_cin_assessments": ("cina_assessment_start_date", ("Assessments", "AssessmentActualStartDate")),
    "ssd_cla_reviews": ("clar_cla_review_date", ("Reviews", "REVIEW")),
    "ssd_sdq_scores": ("csdq_sdq_completed_date", None),
}


def spoilt(clean: Loaded, faulty: Loaded, table: str, column: str) -> list[dict]:
    """The rows of the faulty dataset that lost a value: blank in words, a wrong code set aside by the load."""
    key = tables.ALL[table].key[0]
    before = {r[key]: r[column] for r in clean.authority.tables[table].to_pylist()}
    rows = faulty.authority.tables[table].to_pylist()
    return [r for r in rows if r[column] is None and before.get(r[key]) is not None]


def is_in(found: Return, table: str, row: dict) -> bool:
    """Whether a record of the dataset stands in the return."""
    day, place = _PLACES[table]
    child = next(v for c, v in row.items() if c.endswith("person_id"))
    number = found.made.of.child
    if place is None:
        header = found.made.tables["Header" if number == "CHILD" else "ChildIdentifiers"]
        return day is None and child in header.column(number).to_pylist()
    if row[day] is None or row.get("cine_referral_nfa") == "Y":  # no need is asked of a referral that ended at once
        return False
    name, written = place
    table_rows = found.made.tables[name].to_pylist()
    text = row[day].strftime("%d/%m/%Y" if number == "CHILD" else "%Y-%m-%d")
    return any(r[number] == child and r[written] == text for r in table_rows)


@pytest.mark.parametrize("kind", CENSUS_FAULTS)
def test_each_fault_of_the_census_is_found(kind, clean, faulty, census):
    table, column, rules = CENSUS_FAULTS[kind]
    rows = [r for r in spoilt(clean, faulty, table, column) if is_in(census, table, r)]
    assert rows, "no record with this fault is in the return"
    children = {next(v for c, v in r.items() if c.endswith("person_id")) for r in rows}
    if kind == "assessment_open_in_closed_case":  # on 31 March the case was open still, and the assessment not late
        children -= {r["cina_person_id"] for r in rows if r["cina_assessment_start_date"] >= date(2026, 1, 27)}
        assert children
    assert {c for c in children if not census.fails(c, rules)} == set()


@pytest.mark.parametrize("kind", ["ethnicity", "review_without_participation"])
def test_each_fault_of_the_ssda903_is_found(kind, clean, faulty, ssda903):
    table, column, rules = S903_FAULTS[kind]
    rows = [r for r in spoilt(clean, faulty, table, column) if is_in(ssda903, table, r)]
    assert rows, "no record with this fault is in the return"
    children = [next(v for c, v in r.items() if c.endswith("person_id")) for r in rows]
    assert [c for c in children if not ssda903.fails(c, rules)] == []


def test_the_faults_account_for_every_further_failure(census, ssda903):
    assert census.failed - set(CIN_PRACTICE) <= {
        *(rule for _, _, rules in CENSUS_FAULTS.values() for rule in rules),
        "4180",  # a referral of nobody has no sex,
        "8750",  # an estimated birth date makes a child unborn,
        "8606",  # a birth years ahead is no reason for a referral,
        "8614",  # an assessment that was unfinished has its factors still,
        *("2991Q", "8825Q", "8873Q"),  # an assessment whose start is in words is in no return,
    }
    assert ssda903.failed - set(S903_PRACTICE) <= {
        *(rule for _, _, rules in S903_FAULTS.values() for rule in rules),
        "392b",  # an address without postcode,
        "302",  # a child born after it came into care,
        *("SW08STG2", "SW10STG2", "SW12STG2"),  # two workers at once, or with nobody
    }


def test_what_no_return_can_say_is_listed(faulty, census):
    """Faults that keep a record out of every census: no date, a date to come, a case that is not in it."""
    reasons = {(table, reason) for table, reason, _ in census.made.reasons()}
    assert ("ssd_cin_assessments", "it has no date, so it is of no year") in reasons
    assert ("ssd_cin_episodes", "it is dated after the day that the data is as at") in reasons
    dated_ahead = [r for r in census.made.left_out if r.table == "ssd_cin_episodes"]
    referrals = faulty.authority.tables["ssd_cin_episodes"].to_pylist()
    ahead = {r["cine_referral_id"] for r in referrals if r["cine_referral_date"] > faulty.authority.as_at}
    assert {r.record for r in dated_ahead} == ahead


def test_a_case_closed_before_it_opened_is_found_in_the_year_of_its_referral(faulty, tmp_path):
    rows = faulty.authority.tables["ssd_cin_episodes"].to_pylist()
    wrong = [r for r in rows if r["cine_close_date"] and r["cine_close_date"] < r["cine_referral_date"]]
    assert wrong
    row = max(wrong, key=lambda r: r["cine_referral_date"])
    day = row["cine_referral_date"]
    year = day.year + (day.month >= 4)
    (read,) = read_submissions(write_return(make_census(faulty.authority, year), tmp_path))
    failing = {f.child for f in findings(check(read)) if f.rule == "8630"}
    assert row["cine_person_id"] in failing
