"""Enquiries at the front door and the share that social work takes on."""


def given_four_contacts(spec):
    spec.given(
        contacts="""
        child | contact_date | contact_source_code | contact_outcome_json
        ------+--------------+---------------------+------------------------------------------
        A     | 2017-06-01   | 1A                  | {"NEW_REFERRAL_FLAG": "Y"}
        A     | 2017-06-30   | 6                   | {"NEW_REFERRAL_FLAG": "N", "NFA_FLAG": "Y"}
        B     | 2017-06-15   | 10                  | {"NEW_REFERRAL_FLAG": ""}
        B     | 2017-06-15   |                     |
    """
    )


def test_every_contact_about_a_child_is_an_enquiry(spec):
    given_four_contacts(spec)
    spec.expect("mash_enquiries", "2017-06", numerator=4)


def test_an_enquiry_belongs_to_the_month_of_its_date(spec):
    spec.given(
        contacts="""
        child | contact_date
        ------+-------------
        A     | 2017-03-31
        A     | 2017-04-01
        A     | 2017-04-30
        A     | 2017-05-01
        A     |
    """
    )
    spec.expect("mash_enquiries", "2017-03", numerator=1)
    spec.expect("mash_enquiries", "2017-04", numerator=2)
    spec.expect("mash_enquiries", "2017-05", numerator=1)
    spec.expect("mash_enquiries", "2017-06", numerator=0)


def test_an_enquiry_whose_outcome_is_a_new_referral_was_forwarded(spec):
    given_four_contacts(spec)
    spec.expect("mash_enquiries_forwarded", "2017-06", numerator=1)


def test_the_share_forwarded_is_of_all_enquiries(spec):
    given_four_contacts(spec)
    spec.expect("mash_forwarded_pct", "2017-06", numerator=1, denominator=4, value=25)


def test_a_month_without_enquiries_has_no_share(spec):
    given_four_contacts(spec)
    spec.expect("mash_forwarded_pct", "2017-05", numerator=0, status="no_denominator")


def test_without_contacts_nothing_is_supplied(spec):
    spec.expect("mash_enquiries", "2017-06", status="not_supplied")
    spec.expect("mash_forwarded_pct", "2017-06", status="not_supplied")


def test_a_source_that_is_blank_or_unknown_is_one_unknown(spec):
    given_four_contacts(spec)
    spec.expect_by(
        "mash_enquiries",
        "2017-06",
        "source",
        {"Individual - family member, relative or carer": 1, "Police": 1, "Unknown": 2},
    )


def test_enquiries_after_the_as_at_date_are_not_counted(spec):
    spec.given(
        contacts="""
        child | contact_date
        ------+-------------
        A     | 2017-06-30
        A     | 2017-07-01
    """
    )
    spec.expect("mash_enquiries", "2017-06", numerator=1, window="ytd")
