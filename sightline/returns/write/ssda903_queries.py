"""
From the canonical tables to the SSDA903: the way back of `sources.ssda903_mapping`.

Each query makes one table, in order; `starts` and `ends` are the return year's days. What happened after the year's end
is blank, for the next return will say it. Short breaks (V3, V4) are not asked for postcodes, URN, reviews and health.
"""

STARTS, ENDS = "getvariable('starts')", "getvariable('ends')"
_SHORT = "('V3', 'V4')"


def _known(day: str) -> str:
    """A date as it was known at the year's end."""
    return f"CASE WHEN {day} <= {ENDS} THEN {day} END"


def _under_way(start: str, end: str) -> str:
    return f"({start} <= {ENDS} AND ({end} IS NULL OR {end} >= {STARTS}))"


def _lost(table: str, record: str, child: str, reason: str, rows: str) -> str:
    return f"INSERT INTO left_out SELECT '{table}', {record}, {child}, '{reason}' FROM {rows}"


def _postcode(text: str) -> str:
    """A postcode with the blank where it belongs."""
    bare = f"upper(replace({text}, ' ', ''))"
    return f"CASE WHEN length({bare}) >= 5 THEN {bare}[:-4] || ' ' || {bare}[-3:] ELSE {bare} END"


# Every episode there ever was, with the legal status in force on its first day and the placement it names.
CARE = [
    _lost("ssd_cla_episodes", "clae_cla_episode_id", "clae_person_id", "it has no date, so it is of no year",
          "ssd_cla_episodes WHERE clae_cla_episode_start_date IS NULL"),
    """CREATE TEMP TABLE status AS
       SELECT lega_legal_status_id AS id, lega_person_id AS child, lega_legal_status AS status,
              lega_legal_status_start_date AS start, lega_legal_status_end_date AS finish
       FROM ssd_legal_status WHERE lega_legal_status IN (SELECT code FROM legal_codes) AND start IS NOT NULL""",
    f"""CREATE TEMP TABLE care AS
        WITH statuses AS (
            SELECT e.clae_cla_episode_id AS episode, arg_max(s.status, (s.start, s.id)) AS status
            FROM ssd_cla_episodes e JOIN status s ON s.child = e.clae_person_id
             AND s.start <= e.clae_cla_episode_start_date
             AND (s.finish IS NULL OR s.finish > e.clae_cla_episode_start_date) GROUP BY ALL)
        SELECT e.*, p.*, clae_person_id AS child, clae_cla_episode_start_date AS started,
               clae_cla_episode_ceased_date AS ceased, s.status AS legal,
               coalesce(s.status IN {_SHORT}, false) AS short,
               -- the reason for a move is on the last episode of the placement
               row_number() OVER (PARTITION BY clae_person_id, clae_cla_placement_id
                   ORDER BY clae_cla_episode_start_date DESC, clae_cla_episode_id DESC) = 1 AS moves
        FROM ssd_cla_episodes e LEFT JOIN statuses s ON s.episode = e.clae_cla_episode_id
        LEFT JOIN ssd_cla_placement p ON p.clap_cla_placement_id = e.clae_cla_placement_id
        WHERE clae_person_id IS NOT NULL AND clae_cla_episode_start_date IS NOT NULL""",
    f"CREATE TEMP TABLE own AS SELECT * FROM care WHERE {_under_way('started', 'ceased')}",
    _lost("ssd_cla_episodes", "clae_cla_episode_id", "child", "no legal status was in force on its first day",
          "own WHERE legal IS NULL"),
    _lost("ssd_cla_episodes", "clae_cla_episode_id", "child", "the dataset does not have its placement",
          "own WHERE clap_cla_placement_id IS NULL"),
    f"""INSERT INTO left_out SELECT 'ssd_legal_status', s.id, s.child,
            'the status changed within an episode, which has one' FROM own JOIN status s ON s.child = own.child
         AND s.start > own.started AND s.start < coalesce(own.ceased, DATE '9999-12-31') AND s.start <= {ENDS}
         AND s.status <> own.legal AND (s.finish IS NULL OR s.finish > s.start)""",
    # Stretches of care without a gap; a child is in care for twelve months whose stretch has all of the year.
    """CREATE TEMP TABLE stretch AS
        SELECT child, min(started) AS since, max(coalesce(ceased, DATE '9999-12-31')) AS until
        FROM (SELECT *, sum(opens) OVER (PARTITION BY child ORDER BY started, ceased) AS number FROM (
            SELECT *, coalesce(started > max(coalesce(ceased, DATE '9999-12-31')) OVER (PARTITION BY child
                ORDER BY started, ceased ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true)::INTEGER AS opens
            FROM care WHERE NOT short)) GROUP BY child, number""",
    f"""CREATE TEMP TABLE all_year AS
        SELECT DISTINCT child FROM stretch WHERE since <= {STARTS} AND until >= {ENDS}""",
    """CREATE TEMP TABLE cared AS SELECT child, bool_and(short) AS only_short FROM own GROUP BY child""",
]  # fmt: skip

# Care leavers: the observation nearest to the birthday in the year, of those who turn 17 to 21 in it.
LEAVERS = [
    f"""CREATE TEMP TABLE observed AS
        SELECT o.*, p.pers_dob AS dob, birthday FROM ext_care_leaver_observation o
        JOIN ssd_person p ON pers_person_id = person_id, LATERAL (SELECT
            CASE WHEN years_old(pers_dob, {ENDS}) IS NULL THEN NULL
                 ELSE pers_dob + to_years(years_old(pers_dob, {ENDS})::INTEGER) END::DATE AS birthday)
        WHERE observed_on BETWEEN {STARTS} AND {ENDS}
        QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY o.source = 's903' DESC,
            abs(observed_on - birthday), observed_on DESC) = 1""",
    _lost("ext_care_leaver_observation", "NULL", "person_id", "the care leaver does not turn 17 to 21 in the year",
          f"observed WHERE NOT coalesce(years_old(dob, {ENDS}) BETWEEN 17 AND 21, false)"),
    f"""CREATE TEMP TABLE inside AS SELECT DISTINCT person_id FROM observed JOIN care ON child = person_id
        WHERE NOT short AND (ceased IS NULL OR ceased >= {ENDS} OR ceased > birthday) AND started <= {ENDS}""",
    _lost("ext_care_leaver_observation", "NULL", "person_id",
          "the young person was still looked after on the birthday or at the year''s end",
          f"observed JOIN inside USING (person_id) WHERE years_old(dob, {ENDS}) BETWEEN 17 AND 21"),
    f"""CREATE TEMP TABLE leaver AS SELECT * FROM observed WHERE years_old(dob, {ENDS}) BETWEEN 17 AND 21
         AND person_id NOT IN (SELECT person_id FROM inside)""",
]  # fmt: skip
OC3 = """
    SELECT person_id AS CHILD, dob AS DOB, in_touch AS IN_TOUCH,
           CASE WHEN in_touch IN ('DIED', 'RHOM') THEN NULL WHEN in_touch <> 'YES' THEN coalesce(activity, '0')
                ELSE activity END AS ACTIV,
           CASE WHEN in_touch IN ('DIED', 'RHOM') THEN NULL
                WHEN accommodation IS NULL OR suitability IS NULL THEN CASE WHEN in_touch <> 'YES' THEN '0' END
                ELSE accommodation || suitability END AS ACCOM
    FROM leaver ORDER BY CHILD
"""

HEADER = f"""
    SELECT child AS CHILD, pers_sex AS SEX, pers_dob AS DOB, pers_ethnicity AS ETHNIC,
           coalesce(pers_upn, pers_upn_unknown) AS UPN,
           CASE WHEN pers_sex = 'F' AND only_short = false THEN CASE WHEN is_mother THEN 'Y' ELSE 'N' END END AS MOTHER,
           CASE WHEN pers_sex = 'F' AND only_short = false AND is_mother THEN first_born END AS MC_DOB
    FROM (SELECT child FROM cared UNION SELECT person_id FROM leaver) LEFT JOIN cared USING (child)
    LEFT JOIN ssd_person ON pers_person_id = child
    LEFT JOIN (SELECT moth_person_id, min(moth_childs_dob) AS first_born FROM ssd_mother GROUP BY ALL)
      ON moth_person_id = child,
    LATERAL (SELECT (first_born IS NOT NULL AND first_born <= {ENDS}) OR coalesce(pers_is_mother = 'Y', false)
        AS is_mother)
    ORDER BY CHILD
"""
_HOME = """
    (SELECT child AS of_child, started AS of_day, arg_max(addr_address_postcode,
        (addr_address_type = 'Home at start of care', addr_address_start_date, addr_table_id)) AS home
     FROM own JOIN ssd_address ON addr_person_id = child
      AND addr_address_start_date <= coalesce(clae_entered_care_date, started)
      AND (addr_address_end_date IS NULL OR addr_address_end_date > coalesce(clae_entered_care_date, started))
     WHERE addr_address_postcode IS NOT NULL AND lower(addr_address_type) NOT LIKE '%placement%' GROUP BY ALL)
"""
EPISODES = f"""
    SELECT child AS CHILD, started AS DECOM, clae_cla_episode_start_reason AS RNE, legal AS LS,
           clae_cla_primary_need_code AS CIN, clap_cla_placement_type AS PLACE,
           clap_cla_placement_provider AS PLACE_PROVIDER, {_known("ceased")} AS DEC,
           CASE WHEN ceased > {ENDS} THEN NULL ELSE clae_cla_episode_ceased_reason END AS REC,
           CASE WHEN moves AND ceased <= {ENDS} THEN clap_cla_placement_change_reason END AS REASON_PLACE_CHANGE,
           CASE WHEN NOT short THEN {_postcode("home")} END AS HOME_POST,
           CASE WHEN NOT short THEN {_postcode("clap_cla_placement_postcode")} END AS PL_POST,
           CASE WHEN NOT short THEN clap_cla_placement_urn END AS URN
    FROM own LEFT JOIN {_HOME} ON of_child = child AND of_day = started
    ORDER BY CHILD, DECOM, clae_cla_episode_id
"""


def _of_cared(made: str, table: str, key: str, person: str, when: str, reason: str = "") -> list[str]:
    """Rows of children in the return's care (short breaks alone don't count) at some time of the year."""
    why = reason or "the child was not looked after in the year"
    return [
        f"CREATE TEMP TABLE {made} AS SELECT t.*, c.child, b.pers_dob AS dob, b.pers_sex AS sex FROM {table} t "
        f"LEFT JOIN cared c ON c.child = t.{person} AND NOT c.only_short "
        f"LEFT JOIN ssd_person b ON b.pers_person_id = t.{person} WHERE {when}",
        _lost(table, key, person, why, f"{made} WHERE child IS NULL"),
        f"DELETE FROM {made} WHERE child IS NULL",
    ]


REVIEWS = _of_cared(
    "review", "ssd_cla_reviews", "clar_cla_review_id", "clar_cla_person_id",
    f"clar_cla_review_date BETWEEN {STARTS} AND {ENDS} AND coalesce(clar_cla_review_cancelled, 'N') <> 'Y'",
)  # fmt: skip
REVIEW_ROWS = """
    SELECT child AS CHILD, dob AS DOB, clar_cla_review_date AS REVIEW, clar_cla_review_participation AS REVIEW_CODE
    FROM review ORDER BY CHILD, REVIEW, clar_cla_review_id
"""
UASC = f"""
    SELECT child AS CHILD, pers_sex AS SEX, pers_dob AS DOB, {_known("max(coalesce(finish, DATE '9999-12-31'))")} AS DUC
    FROM (SELECT immi_person_id, immi_immigration_status_start_date AS start, immi_immigration_status_end_date AS finish
          FROM ssd_immigration_status WHERE immi_immigration_status = 'UASC')
    JOIN cared ON child = immi_person_id JOIN ssd_person ON pers_person_id = child
    WHERE (start IS NULL OR start <= {ENDS}) AND (finish IS NULL OR finish >= {STARTS})
    GROUP BY ALL ORDER BY CHILD
"""
_IN_CARE_THEN = "EXISTS (SELECT 1 FROM stretch s WHERE s.child = missed.child AND start BETWEEN since AND until)"
MISSING = [
    """CREATE TEMP TABLE away AS
        SELECT m.*, miss_missing_episode_start_date::DATE AS start, miss_missing_episode_end_date::DATE AS finish
        FROM ssd_missing m""",
    *_of_cared("missed", "away", "miss_table_id", "miss_person_id", _under_way("start", "finish")),
    "UPDATE left_out SET of_table = 'ssd_missing' WHERE of_table = 'away'",
    _lost("ssd_missing", "miss_table_id", "child", "the child was not looked after on the day",
          f"missed WHERE NOT {_IN_CARE_THEN}"),
    f"DELETE FROM missed WHERE NOT {_IN_CARE_THEN}",
    # The return counts whole days: of several of one day it has the one that ended last.
    """CREATE TEMP TABLE by_day AS SELECT *, row_number() OVER (PARTITION BY child, start
           ORDER BY coalesce(finish, DATE '9999-12-31') DESC, miss_table_id) AS nth FROM missed""",
    _lost("ssd_missing", "miss_table_id", "child", "another began on the same day, and the return counts whole days",
          "by_day WHERE nth > 1"),
]  # fmt: skip
MISSING_ROWS = f"""
    SELECT child AS CHILD, dob AS DOB, miss_missing_episode_type AS MISSING, start AS MIS_START,
           {_known("finish")} AS MIS_END
    FROM by_day WHERE nth = 1 ORDER BY CHILD, MIS_START
"""
DOLO = _of_cared("liberty", "ext_dolo", "dolo_id", "person_id", _under_way("start_date", "end_date"))
DOLO_ROWS = f"""
    SELECT child AS CHILD, dob AS DOB, start_date AS DOLO_START, {_known("end_date")} AS DOLO_END
    FROM liberty ORDER BY CHILD, DOLO_START, dolo_id
"""
# The social worker's number of registration; a worker whom the dataset doesn't know keeps the system's own. After care
# those go on who follow without a break, as long as they are social workers: rule SW17STG2 asks who it is on 31 March.
SOCIAL_WORKERS = [
    """CREATE TEMP TABLE allocated AS
        SELECT i.*, coalesce(prof_social_worker_registration_no, invo_professional_id) AS number,
               prof_social_worker_registration_no IS NOT NULL AS registered
        FROM ssd_involvements i LEFT JOIN ssd_professionals ON prof_professional_id = invo_professional_id
        WHERE invo_professional_role_id IN (SELECT role FROM allocated_roles)""",
    f"""CREATE TEMP TABLE with_care AS
        SELECT a.*, child, pers_dob AS dob, EXISTS (SELECT 1 FROM own s WHERE s.child = cared.child AND NOT s.short
              AND (coalesce(s.ceased, DATE '9999-12-31') > invo_involvement_start_date
                   OR s.started >= invo_involvement_start_date)
              AND (invo_involvement_end_date IS NULL OR invo_involvement_end_date > s.started)) AS in_care
        FROM allocated a JOIN cared ON child = invo_person_id AND NOT only_short
        LEFT JOIN ssd_person ON pers_person_id = child
        WHERE {_under_way("invo_involvement_start_date", "invo_involvement_end_date")}""",
    """CREATE TEMP TABLE worked AS
        WITH followed AS (
            SELECT *, coalesce(registered AND invo_involvement_start_date <= lag(invo_involvement_end_date)
                OVER by_start, false) AS follows FROM with_care
            WINDOW by_start AS (PARTITION BY child ORDER BY invo_involvement_start_date, invo_involvements_id)),
        linked AS (
            SELECT *, count(*) FILTER (NOT follows) OVER (PARTITION BY child
                ORDER BY invo_involvement_start_date, invo_involvements_id) AS chain FROM followed)
        SELECT * FROM linked QUALIFY bool_or(in_care) OVER (PARTITION BY child, chain
            ORDER BY invo_involvement_start_date, invo_involvements_id) OR in_care""",
    _lost(
        "ssd_involvements",
        "invo_involvements_id",
        "child",
        "it names a team and no worker",
        "worked WHERE number IS NULL",
    ),
    "DELETE FROM worked WHERE number IS NULL",
]
SOCIAL_WORKER_ROWS = f"""
    SELECT child AS CHILD, dob AS DOB, number AS SW_ID, invo_involvement_start_date AS SW_DECOM,
           {_known("invo_involvement_end_date")} AS SW_DEC, invo_worker_change_reason AS SW_REASON
    FROM worked ORDER BY CHILD, SW_DECOM, invo_involvements_id
"""
