"""Every case of `benchmark_examples.yaml`: a comparator of a real report, formed from the published file it names."""

import pytest
import yaml

from published_files import EXAMPLES, needs_the_published_files

pytestmark = needs_the_published_files
CASES = yaml.safe_load(EXAMPLES.read_text("utf-8"))["cases"] if EXAMPLES.exists() else []


def asked(against: dict) -> dict[str, str]:
    """A case's comparator as options of `show`."""
    word = {"statistical_neighbours": "neighbours", "group": "good", "own": "england"}.get(
        against["kind"], against["kind"]
    )
    options = {"against": word}
    if "average" in against:
        options["average"] = against["average"]
    if word == "neighbours":
        # The members that a case lists are those of the model of 2014, which ships.
        options["neighbour_model"] = against.get("model", "2014")
    return options


@pytest.mark.parametrize("bare", [False, True], ids=["path", "bare name"])
@pytest.mark.parametrize("code", ["la_code", "area_code"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_comparator_of_a_real_report(imported, case, code, bare):
    authority = case["authority"]["old_la_code"]
    area = authority if code == "la_code" else {"878": "E10000008", "383": "E08000035"}[authority]
    source = case["file"].rsplit("/", 1)[-1] if bare else case["file"]
    found = imported.show(case["measure"], area=area, year=case["year"], source=source, **asked(case["against"]))
    (comparator,) = found["comparators"]
    expected = case["expect"]
    value = found["own"]["value"] if case["against"]["kind"] == "own" else comparator["value"]
    assert value == pytest.approx(expected["value"], abs=expected["tolerance"])
    if "members_used" in expected:
        assert comparator["members_used"] == expected["members_used"]
    if "members" in case["against"]:
        assert comparator["members"] == case["against"]["members"]
    if "rank" in expected:
        rank = expected["rank"]
        assert (found["first_is"], comparator["rank"], comparator["rank_of"]) == (
            rank["first_is"], rank["value"], rank["of"],
        )  # fmt: skip


@pytest.mark.parametrize("case", [c for c in CASES if "members" in c["against"]], ids=lambda case: case["id"])
def test_the_same_members_as_a_list_of_the_moment(imported, case):
    members = ",".join(case["against"]["members"])
    found = imported.show(
        case["measure"], area="878", year=case["year"], source=case["file"], against=f"members:{members}",
        average=case["against"]["average"],
    )  # fmt: skip
    assert found["comparators"][0]["value"] == pytest.approx(case["expect"]["value"], abs=case["expect"]["tolerance"])


def test_the_answer_has_the_fields_that_scripts_read(imported):
    found = imported.show("rereferral_pct_referrals", area="E10000008", year=2017,
                          against="england,region,neighbours,good")  # fmt: skip
    assert list(found)[:5] == ["measure", "year", "area", "own", "comparators"]
    assert list(found["own"]) == ["value", "numerator", "denominator", "status"]
    assert [c["kind"] for c in found["comparators"]] == ["england", "region", "neighbours", "good"]
    for comparator in found["comparators"]:
        assert list(comparator)[:9] == ["kind", "name", "value", "method", "members", "members_used", "rank",
                                        "rank_of", "quartile"]  # fmt: skip
        assert comparator["year"] == 2017
    assert found["vintage"] == "2024-25"
    assert found["comparators"][2]["neighbour_model"] == "2014"
