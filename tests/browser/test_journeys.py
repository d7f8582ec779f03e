"""Each role's main journey, from signing in by hand to what they came for, by what they read on the page."""

import re

import pytest
from playwright.sync_api import Page, expect

from sightline.web.people.demo import PASSWORD


@pytest.fixture
def sign_in(browser, address):
    """Signs somebody in as people do: at the sign-in page, with name and password."""
    contexts = []

    def come(who: str) -> Page:
        contexts.append(browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}))
        page = contexts[-1].new_page()
        page.goto("/")
        expect(page).to_have_url(re.compile("/sign-in/"))
        page.get_by_label("User name", exact=True).fill(who)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.locator("form").filter(has=page.get_by_label("User name", exact=True)).get_by_role("button").click()
        page.wait_for_url(lambda url: "/sign-in/" not in url)
        return page

    yield come
    for context in contexts:
        context.close()


def test_a_director_goes_from_an_exception_to_the_child(sign_in):
    page = sign_in("director")
    expect(page.get_by_role("heading", level=1)).to_have_text("What needs you today")
    page.get_by_role("link", name="First conferences in 15 working days").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("onferences")
    page.locator("main a[href^='/records/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("behind the figure")
    page.locator("main table a[href^='/child/']").first.click()
    expect(page.get_by_role("heading", name="Timeline")).to_be_visible()
    expect(page.get_by_role("heading", name="Chronology")).to_be_visible()


def test_a_member_reads_the_scorecard_and_no_child(sign_in):
    page = sign_in("member")
    expect(page.get_by_text("Protected figures")).to_be_visible()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Scorecard").click()
    page.locator("main table a[href^='/measure/']").first.click()
    expect(page.get_by_role("heading", name="What it counts")).to_be_visible()
    assert page.locator("a[href^='/records/'], a[href^='/child/']").count() == 0


def test_a_team_manager_finds_who_is_due_and_opens_their_child(sign_in):
    page = sign_in("manager")
    expect(page.get_by_role("heading", name="Due and overdue")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("worker", re.I)).first).to_be_visible()
    page.locator("main table a[href^='/child/']").first.click()
    expect(page.get_by_role("heading", name="Due and overdue")).to_be_visible()


def test_an_analyst_looks_at_data_quality_and_the_returns(sign_in):
    page = sign_in("analyst")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Data quality").click()
    page.locator("main table a[href^='/quality/check/']").first.click()
    expect(page.locator("main table").first).to_be_visible()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Returns").click()
    page.get_by_role("link", name=re.compile("CIN census")).first.click()
    expect(page.locator("main table").first).to_be_visible()


def test_an_administrator_enters_somebody_and_gives_a_role(sign_in):
    page = sign_in("admin")
    page.goto("/administration/people/new/")
    page.get_by_label("Signs in as").fill("journey")
    page.get_by_label("Name", exact=True).fill("Journey Made")
    page.get_by_role("button", name="Keep").click()
    page.get_by_label("Role", exact=True).select_option("team_manager")
    page.get_by_role("button", name="Give this role").click()
    expect(page.locator("main table")).to_contain_text("Team manager")


def test_information_governance_finds_who_saw_a_child(sign_in):
    seen = sign_in("manager")
    seen.goto("/due/")
    child = seen.locator("main table a[href^='/child/']").first.get_attribute("href").strip("/").split("/")[-1]
    page = sign_in("governance")
    page.goto("/audit/")
    page.get_by_label("Child id").fill(child)
    page.get_by_role("button", name="Search").click()
    expect(page.locator("main table")).to_contain_text("Saw a list of children")
