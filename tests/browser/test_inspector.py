"""What the inspector tells of webhooks and Graph calls."""

import json
import shlex

import pytest
import requests
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import DESKTOP, PHONE, psid_of, resize, write
from tests.browser.stage import Stage
from tests.processes import eventually

pytestmark = pytest.mark.browser

COPIES = ["as curl", "as JSON", "as a test", "as a transcript"]
UNLESS_NOTHING_YET = """navigator.clipboard.readText().then(
    text => text === "nothing yet" ? "" : text
)"""


def copied(page: Page, entry: Locator, what: str) -> str:
    """What one of an entry's buttons puts on the clipboard."""
    page.evaluate("navigator.clipboard.writeText('nothing yet')")
    entry.get_by_role("group", name="Copy").get_by_role("button").nth(COPIES.index(what)).click()
    # Playwright's own waiting takes the promise of a text for true.
    return eventually(lambda: str(page.evaluate(UNLESS_NOTHING_YET)))


def test_entries_are_found_read_and_made_again(begun: Page, stage: Stage) -> None:
    a_refused_call_says_why_with_the_rule_and_can_be_made_again(begun, stage)
    a_tapped_bubble_shows_the_exact_requests_behind_it(begun, stage)
    entries_are_searched_and_one_person_is_followed(begun, stage)


def a_tapped_bubble_shows_the_exact_requests_behind_it(begun: Page, stage: Stage) -> None:
    write(begun, "FOR_ME")
    log = begun.get_by_role("log")
    expect(log).to_contain_text("For you, then.")
    write(begun, "Ünïcode / 🌊")
    log.locator(".from-person .bubble", has_text="Ünïcode").click()
    entries = begun.locator("#entries details:visible")
    expect(entries).to_have_count(1)
    hook = entries.filter(has_text="Webhook")
    hook.locator("summary").click()
    expect(hook).to_contain_text("Acknowledged in time")
    expect(hook.locator(".entry-body", has_text="Headers")).to_contain_text(
        "X-Hub-Signature-256sha256="
    )
    *_, sent, payload = shlex.split(copied(begun, hook, "as curl").replace("\\\n", ""))
    assert sent == "--data-binary"
    [record] = [each for each in stage.messenger.deliveries.journal.since() if "🌊" in str(each)]
    assert payload == json.dumps(record["body"], separators=(",", ":")).replace("/", "\\/")
    log.locator(".from-person", has_text="FOR_ME").get_by_role("button", name="Inspect").focus()
    begun.keyboard.press("Enter")
    expect(begun.get_by_role("button", name="Behind “FOR_ME”")).to_be_focused()
    expect(entries).to_have_count(2)
    expect(entries.first).to_contain_text("Graph")
    begun.keyboard.press("Enter")
    expect(begun.get_by_role("searchbox")).to_be_focused()
    expect(entries.nth(5)).to_be_visible()


def a_refused_call_says_why_with_the_rule_and_can_be_made_again(begun: Page, stage: Stage) -> None:
    stage.is_sent(psid_of(begun), {"text": "x" * 2001})
    entry = begun.locator("#entries .call").last
    expect(entry).to_contain_text("400")
    expect(begun.get_by_role("tab", name="Traffic")).to_contain_text("1 wrong")
    expect(entry.locator(".entry-problem")).to_contain_text("2000")
    entry.locator("summary").click()
    expect(entry.get_by_role("link", name="Meta: Send a Message")).to_be_visible()
    assert json.loads(copied(begun, entry, "as JSON"))["recipient"] == {"id": psid_of(begun)}
    _, _, method, url, *rest = shlex.split(copied(begun, entry, "as curl").replace("\\\n", ""))
    headers = dict(each.split(": ") for each in rest[1::2][:2])
    answer = requests.request(method, url, headers=headers, data=rest[-1], timeout=30)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)
    write(begun, "and on")
    expect(begun.locator("#entries details", has_text="message").first).to_be_visible()
    expect(entry).to_have_attribute("open", "")


def test_a_conversation_is_copied_as_a_test(chat: Page, stage: Stage) -> None:
    psid = stage.joins()
    stage.sim(f"people/{psid}/open", {"link": "m.me/OriginalCoastClothing?ref=summer_coupon"})
    stage.sim(f"people/{psid}/tap", {"title": "Get Started"})
    chat.get_by_role("button", name="Reveal code").click()
    chat.get_by_role("button", name="For me").click()
    bubble = chat.locator(".from-page .bubble", has_text="For you, then.")
    bubble.click()
    entry = chat.locator("#entries .call:visible")
    entry.locator("summary").click()
    assert copied(chat, entry, "as a test").splitlines() == [
        "def test_the_conversation(messenger):",
        '    person = messenger.person("Ana")',
        '    person.opens("m.me/OriginalCoastClothing?ref=summer_coupon")',
        '    person.taps("Get Started")',
        '    person.sees("Hi! Summer is here, and so is your coupon.")',
        '    person.sees("50% off the summer collection")',
        '    person.taps("Reveal code")',
        '    person.sees("Well done ☀️ This goes with it:")',
        '    person.sees("Linen shirt")',
        '    person.taps("For me")',
        '    person.sees("For you, then.")',
    ]
    transcript = copied(chat, entry, "as a transcript").splitlines()
    assert transcript[-2:] == ["Ana> taps For me", "Page> For you, then."]


def entries_are_searched_and_one_person_is_followed(begun: Page, stage: Stage) -> None:
    write(begun, "a parcel")
    shown = begun.locator("#entries details:visible")
    about = begun.locator('#entries details:visible [data-about="a parcel"]')
    expect(about.first).to_be_visible()
    search, which = begun.get_by_role("searchbox"), begun.get_by_label("Which")
    search.fill("no such words")
    expect(shown).to_have_count(0)
    search.fill("PARCEL")
    expect(about.first).to_be_visible()
    which.select_option("Graph calls")
    expect(shown).to_have_count(0)
    which.select_option("Webhooks")
    expect(about.first).to_be_visible()
    which.select_option("All traffic")
    stage.joins("Ben Brook")
    picker = begun.get_by_role("combobox", name="Person")
    picker.select_option("Ben Brook · en_US")
    expect(about.first).to_be_visible()
    begun.get_by_label("Only this person").check()
    expect(about).to_have_count(0)
    picker.select_option("Ana Alder · en_US")
    expect(about.first).to_be_visible()


def test_it_turns_with_the_keyboard_is_a_sheet_on_a_phone_and_learns_names_later(
    begun: Page,
) -> None:
    tabs_turn_with_the_arrow_keys(begun)
    on_a_phone_it_is_a_sheet_that_escape_closes(begun)
    resize(begun, DESKTOP)
    names_come_also_where_the_people_are_known_last(begun)


def names_come_also_where_the_people_are_known_last(begun: Page) -> None:
    held: list[Route] = []
    begun.route("**/sim/people", lambda route: held.append(route))
    begun.reload()
    entry = begun.locator("#entries .webhook", has_text="postback")
    expect(entry).to_be_visible()
    expect(entry.locator(".entry-who")).to_have_text("")
    for route in held:
        route.continue_()
    begun.unroute("**/sim/people")
    expect(entry.locator(".entry-who")).to_have_text("Ana")


def tabs_turn_with_the_arrow_keys(begun: Page) -> None:
    tabs = begun.get_by_role("tab").all()
    tabs[0].focus()
    begun.keyboard.press("ArrowRight")
    expect(tabs[1]).to_be_focused()
    expect(tabs[1]).to_have_attribute("aria-selected", "true")
    expect(tabs[0]).to_have_attribute("tabindex", "-1")
    begun.keyboard.press("End")
    expect(tabs[-1]).to_be_focused()
    begun.keyboard.press("ArrowRight")
    expect(tabs[0]).to_be_focused()


def on_a_phone_it_is_a_sheet_that_escape_closes(begun: Page) -> None:
    resize(begun, PHONE)
    panel = begun.get_by_role("complementary", name="Inspector")
    expect(panel).to_be_hidden()
    opener = begun.get_by_role("button", name="Inspector", exact=True)
    opener.click()
    expect(panel).to_be_visible()
    expect(begun.get_by_role("tab", name="Traffic")).to_be_focused()
    begun.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(opener).to_be_focused()
    inspect = begun.get_by_role("log").get_by_role("button", name="Inspect").last
    inspect.press("Enter")
    expect(begun.get_by_role("button", name="Behind “Get Started”")).to_be_focused()
    begun.keyboard.press("Escape")
    expect(inspect).to_be_focused()
