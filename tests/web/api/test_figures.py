"""The API gives the figures that the engine gives, in three forms, to those who may have them."""

import csv
import io
from datetime import timedelta

import pyarrow.parquet as pq
import pytest
from django.test import Client
from django.utils import timezone

from sightline.engine.measured import Slice
from sightline.measures.catalogue import measure_called
from sightline.measures.windows import Month, Window
from sightline.web.api.models import Token
from sightline.web.people.models import Person

REFERRALS = "/api/v1/figures?measure=referrals&period=2026-09..2026-10&by=locality"


def test_json_has_the_engines_figures_and_the_version_they_are_of(signed_in, reading):
    answer = signed_in("director").get(REFERRALS).json()
    asked = Slice(Window.MONTH, (Month(2026, 9), Month(2026, 10)), ("locality",))
    expected = [
        (figure.period.label, figure.by["locality"], float(figure.value))
        for figure in reading.figures(measure_called("referrals"), asked)
    ]
    assert [(f["period"], f["by"]["locality"], f["value"]) for f in answer["figures"]] == expected
    assert answer["data"]["version"] == reading.name


def test_csv_and_parquet_have_the_same_rows(signed_in):
    client = signed_in("director")
    figures = client.get(REFERRALS).json()["figures"]
    rows = list(csv.DictReader(io.StringIO(client.get(REFERRALS + "&format=csv").content.decode("utf-8-sig"))))
    table = pq.read_table(io.BytesIO(client.get(REFERRALS + "&format=parquet").content)).to_pylist()
    values = [figure["value"] for figure in figures]
    assert [float(row["value"]) for row in rows] == values
    assert [row["value"] for row in table] == values
    assert {row["locality"] for row in rows} == {figure["by"]["locality"] for figure in figures}


def test_a_token_answers_for_its_owner_until_it_is_taken_back(signed_in):
    client = signed_in("manager")
    made = client.post("/api/tokens/", {"name": "Power BI"})
    text = made.context["shown"]
    program = Client(headers={"authorization": f"Bearer {text}"})
    assert program.get("/api/v1/version").status_code == 200
    assert text not in str(Token.objects.values())
    client.post(f"/api/tokens/{Token.objects.get().pk}/")
    assert program.get("/api/v1/version").status_code == 401


@pytest.mark.parametrize("text", ["", "sightline_", "sightline_forged", "Bearer", "x" * 5_000, "sightline_\u2028é"])
def test_a_forged_token_opens_nothing(text, people):
    assert Client().get("/api/v1/version", headers={"authorization": f"Bearer {text}"}).status_code == 401


def test_a_token_that_has_ended_or_whose_owner_has_left_opens_nothing(people):
    token, text = Token.make(Person.objects.get(username="director"), "old")
    program = Client(headers={"authorization": f"Bearer {text}"})
    Token.objects.filter(pk=token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert program.get("/api/v1/version").status_code == 401
    Token.objects.filter(pk=token.pk).update(expires_at=timezone.now() + timedelta(days=1))
    Person.objects.filter(username="director").update(is_active=False)
    assert program.get("/api/v1/version").status_code == 401


def test_somebody_elses_token_is_not_found(signed_in):
    token, _text = Token.make(Person.objects.get(username="director"), "the director's")
    assert signed_in("manager").post(f"/api/tokens/{token.pk}/").status_code == 404
    assert Token.objects.filter(pk=token.pk).exists()


def test_workers_of_another_team_are_closed_to_a_manager(signed_in, reading):
    manager = signed_in("manager")
    own = Person.objects.get(username="manager").grants.get().unit
    others = [unit for unit in reading.organisation.units.values() if unit.key.startswith("team.") and unit.key != own]
    ask = "/api/v1/figures?measure=cases_open&window=snapshot&by=worker&unit="
    assert manager.get(ask + own).status_code == 200
    assert manager.get(ask + others[0].key).status_code == 403
    assert manager.get(ask + "whole").status_code == 403
    outside = next(w for w in reading.organisation.worker_units.values() if f"team.{w}" != own and not w.teams & {own})
    answer = manager.get(f"/api/v1/figures?measure=cases_open&window=snapshot&unit={outside.key}")
    inside = reading.organisation.unit(own).teams & outside.teams
    assert answer.status_code == (200 if inside else 403)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("measure=refferals", "referrals"),
        ("measure=referrals&period=2026-13", "2026-13"),
        ("measure=referrals&period=1990-01", "outside"),
        ("measure=referrals&unit=team.nowhere", "team.nowhere"),
        ("measure=referrals&by=star_sign", "star_sign"),
        ("measure=referrals&window=fortnight", "fortnight"),
        ("measure=referrals&unit=%27;drop%20table%20referrals--", "There is no unit"),
    ],
)
def test_a_wrong_question_is_answered_with_a_sentence(query, words, signed_in):
    answer = signed_in("director").get(f"/api/v1/figures?{query}")
    assert answer.status_code == 400
    assert words in answer.json()["detail"]


def test_members_have_no_api_for_their_figures_are_protected_page_by_page(signed_in):
    for username in ("member", "partner", "clerk", "governance"):
        assert signed_in(username).get(REFERRALS).status_code == 403
