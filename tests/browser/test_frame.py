"""The frame's own behaviour: find and its suggestions, shortcuts, the choices that change a page in place."""

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
