"""The SSDA903: periods, placements and legal statuses from episodes, and the other tables."""

from datetime import date

from .builders import episode, return_903


def test_episodes_build_periods_placements_and_legal_statuses(loaded, put):
    files = return_903(Episodes=[
        episode(decom="01/05/2023", rne="S", ls="V2", place="U4", dec="01/07/2023", rec="X1"),
        episode(decom="01/07/2023", rne="L", ls="C1", place="U4", dec="01/09/2023", rec="X1", change="CARPL"),
        episode(decom="01/09/2023", rne="P", ls="C1", place="K2", dec="01/12/2023", rec="E4A"),
        episode(decom="01/02/2024", rne="S", ls="V2", place="U6"),
    ])  # fmt: skip
    result = loaded(put(files), as_at=None)
    assert result.rows(
        "ssd_cla_episodes", "clae_cla_id", "clae_entered_care_date", "clae_cla_episode_start_reason"
    ) == [
        ("1-20230501", date(2023, 5, 1), "S"),
        ("1-20230501", date(2023, 5, 1), "L"),
        ("1-20230501", date(2023, 5, 1), "P"),
        ("1-20240201", date(2024, 2, 1), "S"),
    ]
    assert result.rows(
        "ssd_cla_placement", "clap_cla_placement_start_date", "clap_cla_placement_end_date",
        "clap_cla_placement_type", "clap_cla_placement_change_reason",
    ) == [
        (date(2023, 5, 1), date(2023, 9, 1), "U4", "CARPL"),
        (date(2023, 9, 1), date(2023, 12, 1), "K2", None),
        (date(2024, 2, 1), None, "U6", None),
    ]  # fmt: skip
    assert result.rows(
        "ssd_legal_status", "lega_legal_status", "lega_legal_status_start_date", "lega_legal_status_end_date"
    ) == [
        ("V2", date(2023, 5, 1), date(2023, 7, 1)),
        ("C1", date(2023, 7, 1), date(2023, 12, 1)),
        ("V2", date(2024, 2, 1), None),
    ]
    assert result.report.manifest.as_at == date(2024, 3, 31)


def test_an_episode_without_a_start_opens_a_period_and_is_told_of(loaded, put):
    result = loaded(put(return_903(Episodes=[episode(decom="01/05/2023", rne="P")])))
    assert result.rows("ssd_cla_episodes", "clae_cla_id") == ["1-20230501"]
    assert "1 periods of care open without a start (RNE S) and are incomplete." in result.notes


def test_the_later_years_copy_of_an_episode_wins(loaded, put):
    files = {
        "2023-24 episodes.csv": return_903(Episodes=[episode(decom="01/05/2023")])["Episodes.csv"],
        "2024-25 episodes.csv": return_903(Episodes=[
            episode(decom="01/05/2023", dec="01/06/2024", rec="X1"), episode(decom="01/06/2024", rne="P"),
        ])["Episodes.csv"],
    }  # fmt: skip
    result = loaded(put(files), as_at=None)
    assert result.rows("ssd_cla_episodes", "clae_cla_episode_ceased_date") == [date(2024, 6, 1), None]
    assert result.report.manifest.as_at == date(2025, 3, 31)


def test_an_episode_that_the_next_year_lacks_ends_when_the_childs_next_one_starts(loaded, put):
    files = {
        "2023-24 episodes.csv": return_903(Episodes=[
            episode(decom="01/05/2023"), episode(child="2", decom="01/05/2023"),
        ])["Episodes.csv"],
        "2024-25 episodes.csv": return_903(Episodes=[episode(decom="01/06/2024", rne="P")])["Episodes.csv"],
    }  # fmt: skip
    result = loaded(put(files))
    ends = result.rows("ssd_cla_episodes", "clae_person_id", "clae_cla_episode_ceased_date")
    assert sorted(ends, key=repr) == [("1", None), ("1", date(2024, 6, 1)), ("2", None)]
    assert "1 episodes were open in an earlier year's file and are in no later one; they stay open." in result.notes


def test_a_return_in_the_xml_form_loads_like_its_files(loaded, put):
    files = return_903(
        Header=[["1", "2", "05/05/2010", "WBRI", "UN1", "1", "01/02/2024"]],
        Episodes=[episode(decom="01/05/2023", dec="01/08/2023", rec="E4A")],
        Reviews=[["1", "05/05/2010", "01/06/2023", "PN1"]],
        OC3=[["1", "05/05/2010", "YES", "F2", "U1"]],
    )
    xml = """<EXPSSDA903><CHILD><HEADER>
      <CHILDID>1</CHILDID><SEX>2</SEX><DOB>05/05/2010</DOB><ETHNIC>WBRI</ETHNIC><UPN>UN1</UPN>
      <MOTHER>1</MOTHER><MC_DOB>01/02/2024</MC_DOB><IN_TOUCH>YES</IN_TOUCH><ACTIV>F2</ACTIV><ACCOM>U1</ACCOM>
      <AREVIEW><REVIEW>01/06/2023</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW></HEADER>
      <EPISODE><DECOM>01/05/2023</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U4</PL><PLACE_PROVIDER>PR1</PLACE_PROVIDER>
      <DEC>01/08/2023</DEC><REC>E4A</REC>
      <HOME_POST>EX1 1AA</HOME_POST><PL_POST>EX2 2BB</PL_POST><URN>SC123456</URN></EPISODE>
      </CHILD></EXPSSDA903>"""
    plain = loaded(put(files, "files"))
    assert plain.rows("ssd_person", "pers_sex", "pers_upn", "pers_upn_unknown", "pers_is_mother") == [
        ("F", None, "UN1", "Y")
    ]
    assert plain.rows("ssd_mother", "moth_childs_dob") == [date(2024, 2, 1)]
    assert plain.rows("ssd_address", "addr_address_postcode") == ["EX11AA"]
    assert plain.rows("ssd_cla_reviews", "clar_cla_id", "clar_cla_review_participation") == [("1-20230501", "PN1")]
    assert loaded(put({"return.xml": xml}, "xml")).contents() == plain.contents()


def test_care_leavers_are_seen_on_their_birthday_and_older_ones_at_the_years_end(loaded, put):
    leavers = [
        ["1", "05/05/2004", "YES", "F2", "U1"],
        ["2", "29/02/2004", "YES", "G5", "B2"],
        ["3", "05/05/2001", "NO", "0", "0"],
    ]
    files = return_903(OC3=leavers, Episodes=[episode(child="9", decom="01/05/2022")])
    result = loaded(put(files), as_at=None)
    seen = result.rows("ext_care_leaver_observation", "person_id", "observed_on", "accommodation", "suitability")
    assert sorted(seen) == [
        ("1", date(2022, 5, 5), "U", "1"),
        ("2", date(2023, 3, 1), "B", "2"),
        ("3", date(2022, 5, 5), None, None),
    ]


def test_outcomes_are_kept_by_year_and_the_score_is_dated_at_its_end(loaded, put):
    outcome = ["1", "05/05/2010", "17", "", "0", "1", "1", "0", "1", "0", "", ""]
    result = loaded(put(return_903(OC2=[outcome], Episodes=[episode(decom="01/05/2022")])))
    assert result.rows("ext_cla_annual_outcome", "return_year", "sdq_score", "health_check", "teeth_check") == [
        (2023, 17, "Y", "N")
    ]
    assert result.rows("ssd_sdq_scores", "csdq_sdq_completed_date", "csdq_sdq_score") == [(date(2023, 3, 31), 17)]


def test_adoption_is_one_journey_from_decision_to_order(loaded, put):
    files = return_903(
        Episodes=[
            episode(decom="01/05/2022", ls="E1", place="U5", dec="01/08/2022", rec="X1"),
            episode(decom="01/08/2022", rne="T", ls="E1", place="A6", dec="01/02/2023", rec="E11"),
        ],
        AD1=[["1", "05/05/2020", "01/06/2022", "01/07/2022", "0", "2", "MF", "L11"]],
        PlacedAdoption=[["1", "05/05/2020", "01/06/2022", "", ""]],
    )
    columns = (
        "adm_decision_date",
        "matched_date",
        "placed_for_adoption_date",
        "permanence_order_date",
        "permanence_order_type",
        "number_of_adopters",
        "adopted_by_carer_flag",
    )
    assert loaded(put(files)).rows("ssd_permanence", *(f"perm_{c}" for c in columns)) == [
        (date(2022, 6, 1), date(2022, 7, 1), date(2022, 8, 1), date(2023, 2, 1), "ADOPTION", 2, "N")
    ]


def test_social_workers_missing_episodes_and_orders(loaded, put):
    files = return_903(
        SWEpisodes=[["1", "05/05/2010", "SW1", "01/05/2023", "", "PCCHAN "]],
        Missing=[["1", "05/05/2010", "M", "02/05/2023", "04/05/2023"]],
        DoLo=[["1", "05/05/2010", "01/06/2023", ""]],
        UASC=[["1", "2", "05/05/2010", "05/05/2028"]],
        PrevPerm=[["1", "05/05/2010", "P2", "878", "zz/05/2019"]],
    )
    result = loaded(put(files))
    assert result.rows("ssd_involvements", "invo_professional_id", "invo_worker_change_reason") == [("SW1", "PCCHAN")]
    assert [moment.day for moment in result.rows("ssd_missing", "miss_missing_episode_start_date")] == [2]
    assert result.rows("ext_dolo", "start_date") == [date(2023, 6, 1)]
    assert result.rows("ssd_immigration_status", "immi_immigration_status_end_date") == [date(2028, 5, 5)]
    assert result.rows("ssd_cla_previous_permanence", "lapp_previous_permanence_order_date") == ["zz/05/2019"]


def test_short_years_fractions_lower_case_and_lines_of_commas(loaded, put):
    files = return_903(
        Episodes=[episode(child="1.0", decom="01/05/23", rne="s", ls="c2", place="u4"), ["", "", "", ""]]
    )
    result = loaded(put(files))
    assert result.rows("ssd_cla_episodes", "clae_person_id", "clae_cla_episode_start_reason") == [("1", "S")]
    assert result.report.manifest.sources[0].inputs[0].read == 1
