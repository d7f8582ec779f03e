"""A setting that is changed on a page is changed in `sightline.toml`, checked, with its remarks as they were."""

from datetime import date

import pytest

from sightline.settings import read_settings
from sightline.web.administration.settings_file import state_of
from sightline.web.audit.models import Act, Entry

TARGET = {
    "measure": "cla_visit_6wk_pct", "comparison": ">=", "value": "95", "to": "", "since": "2026-04-01",
    "set_by": "The board", "source": "",
}  # fmt: skip


def post(client, address, workspace, **data):
    return client.post(f"/administration/{address}/", {"state": state_of(workspace), **data})


def test_a_new_target_takes_over_from_its_day(signed_in, own_workspace):
    assert post(signed_in("admin"), "targets", own_workspace, **TARGET).status_code == 302
    held = read_settings(own_workspace).targets["cla_visit_6wk_pct"]
    assert [(t.from_date, t.value) for t in held] == [(date(2016, 4, 1), 100), (date(2026, 4, 1), 95)]
    assert "# Kept by hand, with a remark." in (own_workspace / "sightline.toml").read_text("utf-8")
    assert Entry.objects.get(act=Act.CHANGED).what.startswith("Target of cla_visit_6wk_pct")


def test_two_administrators_at_once_lose_nothing(signed_in, own_workspace):
    before = state_of(own_workspace)
    client = signed_in("admin")
    client.post("/administration/targets/", {"state": before, **TARGET})
    late = client.post("/administration/targets/", {"state": before, **TARGET, "value": "50"})
    assert b"Somebody else changed the settings" in late.content
    assert [t.value for t in read_settings(own_workspace).targets["cla_visit_6wk_pct"]] == [100, 95]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"measure": "no_such_measure"}, b"no_such_measure"),
        ({"to": "90"}, b"A range goes up"),
        ({"value": "lots"}, b"Enter a number"),
        ({"since": "31 Brumaire"}, b"Enter a valid date"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused_at_its_field(changed, words, signed_in, own_workspace):
    before = (own_workspace / "sightline.toml").read_text("utf-8")
    answer = post(signed_in("admin"), "targets", own_workspace, **TARGET | changed)
    assert answer.status_code == 200
    assert words in answer.content
    assert (own_workspace / "sightline.toml").read_text("utf-8") == before


def test_thresholds_may_be_stricter_and_never_laxer(signed_in, own_workspace):
    wanted = {
        "threshold": "10",
        "fewest_for_a_percentage": "10",
        "fewest_without_interval": "30",
        "area_types": ["england"],
    }
    client = signed_in("admin")
    assert post(client, "thresholds", own_workspace, **wanted).status_code == 302
    assert read_settings(own_workspace).disclosure.threshold == 10
    assert post(client, "thresholds", own_workspace, **wanted | {"threshold": "3"}).status_code == 200
    assert read_settings(own_workspace).disclosure.threshold == 10


def test_a_group_is_made_and_taken_away(signed_in, own_workspace):
    client = signed_in("admin")
    assert post(client, "groups", own_workspace, name="coastal", members="908, 878\nE06000052").status_code == 302
    assert read_settings(own_workspace).groups["coastal"].members == ["908", "878", "E06000052"]
    assert post(client, "groups", own_workspace, remove="coastal").status_code == 302
    assert read_settings(own_workspace).groups == {}
    assert b"neither a three-digit" in post(client, "groups", own_workspace, name="coastal", members="Devon").content


def test_a_scheme_is_chosen_for_a_product(signed_in, own_workspace):
    client = signed_in("admin")
    assert post(client, "schemes", own_workspace, scorecard="none").status_code == 302
    assert read_settings(own_workspace).judgement.schemes == {"scorecard": "none"}
