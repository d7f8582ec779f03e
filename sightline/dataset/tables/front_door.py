"""Contacts and early help."""

from sightline.dataset.schema import Column, Date, Json, Table, Text

CONTACTS = Table(
    "ssd_contacts",
    prefix="cont",
    grain="one contact about one child",
    note="No worker and no team: a contact cannot be attributed to a person or unit.",
    columns=[
        Column("contact_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("contact_date", Date, meaning="Received on"),
        Column("contact_source_code", Text, codes="referral_source", meaning="Source"),
        Column("contact_source_desc", Text, meaning="Source in local words"),
        Column("contact_outcome_json", Json, codes="contact_outcome_flags", meaning="Outcome flags"),
    ],
)

EARLY_HELP_EPISODES = Table(
    "ssd_early_help_episodes",
    prefix="earl",
    grain="one early help episode of one child",
    columns=[
        Column("episode_id", Text, key=True, meaning="Row key"),
        Column("person_id", Text, required=True, links_to="ssd_person.pers_person_id", meaning="Child"),
        Column("episode_start_date", Date, meaning="Started"),
        Column("episode_end_date", Date, meaning="Ended"),
        Column("episode_reason", Text, meaning="Why (local words)"),
        Column("episode_end_reason", Text, meaning="Why it ended (local words)"),
        Column("episode_organisation", Text, meaning="Lead organisation"),
        Column("episode_worker_id", Text, links_to="ssd_professionals.prof_professional_id", meaning="Lead worker"),
    ],
)
