"""`sightline.toml`: defaults for everything, and one sentence that names the place of what is wrong."""

from datetime import date

import pytest
from pydantic import ValidationError

from sightline.errors import BadSettings
from sightline.settings import FILE_NAME, Settings, read_settings


@pytest.fixture
def settings_of(tmp_path):
    """The settings that a text is read as."""

    def read(text: str) -> Settings:
        (tmp_path / FILE_NAME).write_text(text, "utf-8")
        return read_settings(tmp_path)

    return read


@pytest.fixture
def refused(tmp_path, settings_of):
    """What is said of a text, after the file's name."""

    def said(text: str) -> str:
        with pytest.raises(BadSettings) as error:
            settings_of(text)
        sentence = str(error.value)
        assert error.value.exit_code == 2
        assert "\n" not in sentence
        assert sentence.startswith(str(tmp_path / FILE_NAME))
        return sentence.removeprefix(str(tmp_path / FILE_NAME)).lstrip(", ")

    return said


# Defaults


def test_without_a_file_everything_has_its_default(tmp_path):
    assert read_settings(tmp_path) == Settings()


def test_a_workspace_that_is_not_there_yet_has_the_defaults(tmp_path):
    assert read_settings(tmp_path / "later") == Settings()


def test_an_empty_file_is_the_defaults(settings_of):
    assert settings_of("") == settings_of("# Nothing is set.\n") == Settings()


def test_the_defaults_are_those_of_the_definitions():
    settings = Settings()
    assert settings.organisation.finance_only_teams == ["FOC01"]
    assert settings.organisation.ics_finance_only_teams == ["ICSFREME", "ICSFRN", "ICSFRS"]
    assert settings.allocation.allocated_roles == ["CW"]
    assert settings.history.financial_years == 7
    assert settings.comparators.area_types == ["england"]
    assert settings.sources == settings.targets == settings.code_words == settings.headings == {}


def test_nothing_sensitive_is_loaded_unless_it_is_asked_for():
    assert set(Settings().sensitive.model_dump().values()) == {False}


# What is set


def test_what_is_set_wins_and_the_rest_stays(settings_of):
    settings = settings_of('[authority]\nname = "Devon"\nla_code = "878"\n[history]\nfinancial_years = 3\n')
    assert (settings.authority.name, settings.authority.la_code, settings.authority.area_code) == ("Devon", "878", None)
    assert settings.history.financial_years == 3
    assert settings.allocation == Settings().allocation


def test_sources_are_named_and_in_the_order_of_the_file(settings_of):
    settings = settings_of("""
        [sources.ssd]
        path = "postgresql://reader@server/database"
        [sources.annex_a]
        path = "exports/annex_a.xlsx"
        as_at = 2026-03-31
    """)
    assert list(settings.sources) == ["ssd", "annex_a"]
    assert settings.sources["annex_a"].as_at == date(2026, 3, 31)


def test_a_target_says_from_when_it_holds(settings_of):
    settings = settings_of("""
        [targets.assessments_in_45wd_pct]
        value = 90
        comparison = ">="
        from = 2026-04-01
        note = "Improvement plan"
    """)
    (target,) = settings.targets["assessments_in_45wd_pct"]
    assert (target.value, target.comparison, target.from_date) == (90.0, ">=", date(2026, 4, 1))


def test_targets_of_several_days_follow_one_another(settings_of):
    settings = settings_of("""
        [[targets.assessments_in_45wd_pct]]
        value = 90
        from = 2026-04-01
        [[targets.assessments_in_45wd_pct]]
        value = 85
        tolerance = 2
        set_by = "Improvement board"
    """)
    first, second = settings.targets["assessments_in_45wd_pct"]
    assert (first.value, first.from_date, first.tolerance, first.set_by) == (85, None, 2, "Improvement board")
    assert (second.value, second.from_date) == (90, date(2026, 4, 1))


def test_an_annotation_is_a_decision_with_its_reason(settings_of):
    (rebase,) = settings_of("""
        [[annotations]]
        date = 2016-09-01
        measure = "referrals"
        text = "New front door"
        rebase = true
        author = "Head of performance"
    """).annotations
    assert (rebase.on, rebase.measure, rebase.text, rebase.rebase) == (
        date(2016, 9, 1), "referrals", "New front door", True
    )  # fmt: skip


def test_settings_cant_be_changed_once_they_are_read():
    with pytest.raises(ValidationError):
        Settings().authority.name = "Another"


def test_a_file_with_words_in_any_language_is_read(settings_of):
    assert settings_of('[authority]\nname = "Ynys Môn"\n').authority.name == "Ynys Môn"


# What is wrong


def test_bad_toml_names_the_line(refused):
    sentence = refused('[authority]\nname = "Devon\n')
    assert "is not valid TOML" in sentence
    assert "line 2" in sentence
    assert sentence.endswith("Mend that line.")


def test_a_section_twice_is_bad_toml(refused):
    assert "is not valid TOML" in refused("[authority]\n[authority]\n")


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("[authorities]\n", "authorities"),
        ('[authority]\ncode = "878"\n', "authority.code"),
        ('[sources.ssd]\npath = "x"\npassword = "y"\n', "sources.ssd.password"),
        ("[targets.cla_snapshot]\nvalue = 1\nuntil = 2026-04-01\n", "targets.cla_snapshot.until"),
    ],
)
def test_a_setting_that_is_not_known_is_named(refused, text, setting):
    assert refused(text).startswith(f"setting '{setting}': ")


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("[authority]\nname = 878\n", "authority.name"),
        ("[authority]\nla_code = 878\n", "authority.la_code"),
        ('[history]\nfinancial_years = "many"\n', "history.financial_years"),
        ("[history]\nfinancial_years = 0\n", "history.financial_years"),
        ("[history]\nfinancial_years = 31\n", "history.financial_years"),
        ('[sensitive]\nnames = "perhaps"\n', "sensitive.names"),
        ('[allocation]\nallocated_roles = "CW"\n', "allocation.allocated_roles"),
        ('[allocation]\nallocated_roles = ["CW", 1]\n', "allocation.allocated_roles.1"),
        ("sources = 1\n", "sources"),
        ("[sources.ssd]\nkind = 'ssd'\n", "sources.ssd.path"),
        ("[sources.ssd]\npath = 'x'\nas_at = 'yesterday'\n", "sources.ssd.as_at"),
        ("[targets.cla_snapshot]\nvalue = 1\ncomparison = '='\n", "targets.cla_snapshot.comparison"),
        ("[comparators]\narea_types = ['wales']\n", "comparators.area_types.0"),
        ("[[targets.cla_snapshot]]\nvalue = 1\n[[targets.cla_snapshot]]\nto = 2\n", "targets.cla_snapshot.1.value"),
        ("[[annotations]]\ndate = 2016-09-01\ntext = ''\n", "annotations.0.text"),
        ("[judgement]\nfewest_for_a_percentage = 0\n", "judgement.fewest_for_a_percentage"),
        ("[code_words]\nNeglect = 'NEG'\n", "code_words.Neglect"),
    ],
)
def test_a_value_of_the_wrong_kind_names_its_setting(refused, text, setting):
    sentence = refused(text)
    assert sentence.startswith(f"setting '{setting}': ")
    assert sentence.endswith(".")


def test_a_file_that_is_not_text_is_said_in_a_sentence(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b'[authority]\nname = "D\xe9von"\n')
    with pytest.raises(BadSettings, match="UTF-8"):
        read_settings(tmp_path)
