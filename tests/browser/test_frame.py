"""The frame's own behaviour: find and its suggestions, shortcuts, the choices that change a page in place."""

import re

from browser.pages import Visit

HELP = Visit("director", "/help/")


def test_a_slash_goes_to_the_find_box_and_enter_finds(open_page):
    page = open_page(HELP)
    page.keyboard.press("/")
    page.keyboard.type("re-referrals")
    page.keyboard.press("Enter")
    page.wait_for_url("**/find/?q=re-referrals")
    assert page.get_by_role("link", name="Share of children referred again within 12 months", exact=True).is_visible()


def test_suggestions_are_gone_through_with_the_arrow_keys(open_page):
    page = open_page(HELP)
    box = page.get_by_role("combobox", name="Find a measure, unit or child")
    box.click()
    page.keyboard.type("gloss")
    option = page.get_by_role("option", name="Glossary")
    option.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert option.get_attribute("aria-selected") == "true"
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/glossary/")


def test_suggestions_say_how_many_they_are(open_page):
    page = open_page(HELP)
    page.get_by_role("combobox").click()
    page.keyboard.type("gloss")
    page.locator("#live", has_text="1 suggestion").wait_for(state="attached")


def test_a_question_mark_lists_the_shortcuts(open_page):
    page = open_page(HELP)
    page.keyboard.press("?")
    listed = page.get_by_role("dialog", name="Keyboard shortcuts")
    assert listed.is_visible()
    page.keyboard.press("Escape")
    assert not listed.is_visible()


def test_a_letter_typed_into_a_box_is_no_shortcut(open_page):
    page = open_page(HELP)
    words = page.get_by_label("Words")
    words.fill("")
    words.press("?")
    assert words.input_value() == "?"
    assert not page.get_by_role("dialog").is_visible()


def test_shortcuts_can_be_switched_off(open_page):
    page = open_page(Visit("lead", "/help/keyboard/"))
    page.get_by_label("Single keys are shortcuts").uncheck()
    page.get_by_role("button", name="Keep this").click()
    page.wait_for_url("**/account/")
    page.keyboard.press("?")
    assert not page.get_by_role("dialog").is_visible()


def test_the_focus_begins_at_the_error_summary(open_page):
    page = open_page(Visit("", "/design/"))
    assert page.evaluate("document.activeElement.className").startswith("govuk-error-summary")


def test_a_choice_changes_the_page_in_place(open_page):
    """The address, the heading and the bar follow; the focus stays on the button; a reader is told."""
    page = open_page(Visit("director", "/records/"))
    page.evaluate("window.stillHere = true")
    chosen = page.get_by_label("Period", exact=True).locator("option").nth(2).get_attribute("value")
    page.get_by_label("Period", exact=True).select_option(chosen)
    page.get_by_role("button", name="Update").click()
    page.wait_for_url(f"**/records/?*period={chosen}*")
    page.locator("#live", has_text="updated").wait_for(state="attached")
    assert page.evaluate("window.stillHere")
    assert page.get_by_label("Period", exact=True).input_value() == chosen
    assert page.evaluate("document.activeElement.id") == "choose"


def test_a_choice_works_without_scripts(open_page):
    page = open_page(Visit("director", "/records/"), java_script_enabled=False)
    chosen = page.get_by_label("Period", exact=True).locator("option").nth(2).get_attribute("value")
    page.get_by_label("Period", exact=True).select_option(chosen)
    page.get_by_role("button", name="Update").click()
    page.wait_for_url(f"**/records/?*period={chosen}*")
    assert page.get_by_label("Period", exact=True).input_value() == chosen


def test_going_back_asks_the_server_again(open_page):
    """Nothing of a page is kept in the browser's own store: it may be about children."""
    page = open_page(Visit("director", "/records/"))
    page.get_by_label("Period", exact=True).select_option(index=2)
    page.get_by_role("button", name="Update").click()
    page.wait_for_url("**/records/?*period=*")
    page.go_back()
    page.wait_for_url("**/records/")
    page.get_by_role("heading", level=1).wait_for()
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    # htmx remembers the address it is at, and nothing of what stood there.
    assert "/records/" in kept and "<" not in kept and "history-cache" not in kept


def test_a_session_that_ended_leads_to_the_sign_in_page(open_page):
    page = open_page(Visit("director", "/records/"))
    page.context.clear_cookies()
    page.get_by_role("button", name="Update").click()
    page.wait_for_url(re.compile(r"/sign-in/\?next="))
    assert page.get_by_role("heading", level=1).text_content() == "Sign in"
