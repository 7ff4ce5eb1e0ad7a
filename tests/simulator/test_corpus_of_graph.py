"""Every Graph request of the collection gets the answer that Meta's pages give, or a row says why
not.

Errors and odd answers whose request is not known are played as faults.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from simulator.messenger import Messenger
from simulator.person import Person, new_psid
from simulator.setup import Setup
from tests.corpus import FOLDER as WEBHOOKS
from tests.simulator.conftest import Bot, Sim

Json = dict[str, Any]
FOLDER = WEBHOOKS.parent / "send_api"
FIXTURES: dict[str, Json] = {
    path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))
}
REQUESTS = [name for name, fixture in FIXTURES.items() if fixture["method"]]

RETIRED_TAG = (100, "the tag was retired on 27 April 2026")
AIRLINE = (100, "Meta's list of templates no longer has the airline ones")
BATCH = (2500, "batches belong to the Graph API at large, which is not simulated")
NLP = (100, "built-in NLP is not simulated: an event may be sent with `nlp`")
OTHER_API = (100, "ids of people and apps beyond the Page belong to another part of the Graph API")

# Fixture -> the error it gets instead, and why.
WHY_NOT: dict[str, tuple[int, str]] = {
    "messaging-apis--client-call-api-to-disable-nlp": NLP,
    "messaging-apis--client-call-api-to-enable-nlp": NLP,
    "messaging-apis--client-call-api-to-set-nlp-configs": NLP,
    "messaging-apis--client-call-api-to-log-events": (100, "the event log ended with v20.0"),
    "messaging-apis--client-call-api-with-appsecret-proof": OTHER_API,
    "messaging-apis--client-call-api-with-appsecret-proof-2": OTHER_API,
    "messaging-apis--client-response-feature-array": (100, "App Review is not simulated"),
    "messaging-apis--client-set-other-optional-parameters": (100, "there are Pages only, no users"),
    "messaging-apis--handover-call-messages-api-to-pass-thread-control": (
        100,
        "the inbox is the only other app",
    ),
    "messaging-apis--profile-respond-success-result-13": (100, "a domain begins with https"),
    "messaging-apis--send-call-messages-api-with-batch-requests": BATCH,
    "messaging-apis--send-get-correct-data-according-to-response-access-path": BATCH,
    "messaging-apis--send-support-the-include-headers-option": BATCH,
    "messaging-apis--send-call-messages-api-with-message-tag-type-when-tag-exists": RETIRED_TAG,
    "messaging-apis--send-template-can-use-generic-template-with-tag": RETIRED_TAG,
    "messaging-apis--send-can-call-messages-api-using-recipient-with-user-ref": (
        100,
        "the plugins that gave a user_ref were withdrawn",
    ),
    "messaging-apis--send-template-call-messages-api-with-airline-boardingpass-template": AIRLINE,
    "messaging-apis--send-template-call-messages-api-with-airline-checkin-template": AIRLINE,
    "messaging-apis--send-template-call-messages-api-with-airline-flight-update-template": AIRLINE,
    "messaging-apis--send-template-call-messages-api-with-airline-itinerary-template": AIRLINE,
    "messaging-apis--send-template-call-messages-api-with-one-time-notif-req-template": (
        100,
        "one-time notification has no page of its own any more",
    ),
}


class Desk:
    """The simulator with everything the fixtures speak of, each by the name it has here."""

    def __init__(self, sim: Sim) -> None:
        self.sim = sim
        self.page = sim.setup.page_id

    def prepare(self, fixture: Json) -> tuple[str, Json | None, str]:
        """The path, body and token of a fixture's request, with names that exist here."""
        messenger, now = self.sim.messenger, self.sim.messenger.clock.now()
        messenger.rates.clear()
        person = Person(new_psid(), "Kevin", "Durant", "en_US", 8, "male", role_holder=True)
        thread = messenger.join(person)
        thread.speak(now)
        messenger.page.profile["whitelisted_domains"] = ["https://peterssendreceiveapp.ngrok.io"]
        path = fixture["path"].lstrip("/").partition("?")
        node, _, edge = path[0].partition("/")
        query = "&".join(
            part
            for part in path[2].split("&")
            if part and not part.startswith(("access_token=", "psid=", "recipient="))
        )
        body = self._body(fixture["request"], person.psid)
        token = self.sim.setup.page_access_token
        if edge in ("subscriptions", "activities") or node == "debug_token":
            token = self.sim.setup.app_access_token
            node = node if node == "debug_token" else self.sim.setup.app_id
            query += f"&input_token={self.sim.setup.page_access_token}"
        elif edge in ("custom_user_settings", "thread_owner"):
            query += f"&psid={person.psid}&recipient={person.psid}"
        elif node in ("1", "PSID"):
            node = person.psid
        elif node.startswith("notification_messages_"):
            node += messenger.ledger.opt_in(person.psid, "News", "Etc/UTC", now).token
            node = node.replace("<SUBSCRIPTION_TOKEN_ID>", "")
        elif node.isdigit() and not edge:
            persona = {"name": "kpman", "profile_picture_url": "https://example.com/k.jpg"}
            node = self.sim.graph("POST", "me/personas", persona).json()["id"]
        elif node in ("{{page-id}}", "PAGE-ID"):
            node = self.page
        if edge == "messenger_profile" or edge == "custom_user_settings":
            self._set_up(fixture, thread)
        return f"{node}/{edge}?{query}".replace("/?", "?"), body, token

    def _set_up(self, fixture: Json, thread: Any) -> None:
        """What a fixture reads must have been set; a menu needs a Get Started button."""
        page = self.sim.messenger.page
        page.profile = {"get_started": {"payload": "GET_STARTED"}}
        if fixture["method"] == "GET":
            page.profile = merged(fixture["response"]["body"]["data"])
            thread.menu = page.profile.pop("user_level_persistent_menu", None)
            if "page_level_persistent_menu" in page.profile:
                page.profile["persistent_menu"] = page.profile.pop("page_level_persistent_menu")

    def _body(self, request: Json | None, psid: str) -> Json | None:
        if request is None:
            return None
        text = json.dumps(request)
        saved = self.sim.messenger.page.attachments
        for key in ("5566", "1854626884821032", "<ATTACHMENT_ID>"):
            url = "https://example.com/saved"
            saved[key] = {"type": "image", "url": url, "at": self.sim.messenger.clock.now()}
        for placeholder in ("<PATH_TO_ASSET>", "<WEB_URL>"):
            text = text.replace(placeholder, "https://example.com/asset")
        body: Json = json.loads(text.replace("abcdefg", psid))
        recipient = body.get("recipient", {})
        if "id" in recipient:
            recipient["id"] = psid
        if "phone_number" in recipient:
            recipient["phone_number"] = f"+1 (555) 010-{psid[-4:]}"
        messenger, now = self.sim.messenger, self.sim.messenger.clock.now()
        if "notification_messages_token" in recipient:
            token = messenger.ledger.opt_in(psid, "News", "Etc/UTC", now)
            recipient["notification_messages_token"] = token.token
        for key in ("comment_id", "post_id"):
            if key in recipient:
                post = messenger.feed.first_post(self.page) if key == "comment_id" else None
                recipient[key] = messenger.feed.add(self.page, psid, "Hi", now, post).id
        if "callback_url" in body:
            body["callback_url"] = self.sim.messenger.page.callback_url
            body["verify_token"] = self.sim.setup.verify_token
        return body


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    bot = Bot()
    sim = Sim(Messenger(Setup(), bot.url))
    sim.messenger.page.page_fields = set()
    yield Desk(sim)
    sim.close()
    bot.close()


def merged(data: list[Json]) -> Json:
    """Properties in one object, as Meta's page has them; one fixture has an object for each."""
    return {name: value for part in data for name, value in part.items()}


def is_error(fixture: Json) -> bool:
    """Whether only the answer is known, and it is none of Meta's good ones."""
    response = fixture["response"] or {}
    body = response.get("body")
    return fixture["request"] is None and (
        not isinstance(body, dict) or bool({"error", "is_error"} & set(body)) or body == NO_MESSAGE
    )


NO_MESSAGE = {"recipient_id": "5678"}  # a send that was answered without a message id
ERRORS = [name for name in REQUESTS if is_error(FIXTURES[name])]
SUCCESSES = [name for name in REQUESTS if name not in ERRORS and name not in WHY_NOT]


def test_the_collection_is_whole() -> None:
    assert len(FIXTURES) == 171
    assert len(REQUESTS) == len(ERRORS) + len(SUCCESSES) + len(WHY_NOT) == 165
    assert set(WHY_NOT) <= set(REQUESTS)


def test_a_request_gets_the_answer_of_metas_pages(desk: Desk, subtests: pytest.Subtests) -> None:
    for name in SUCCESSES:
        with subtests.test(name):
            fixture = FIXTURES[name]
            path, body, token = desk.prepare(fixture)
            files = None
            if body is None and fixture["method"] == "POST":  # a file from a disk, with its form
                attachment = {"type": "image", "payload": {}}
                form: Json = {"message": json.dumps({"attachment": attachment})}
                psid = list(desk.sim.messenger.threads)[-1]
                form["recipient"] = json.dumps({"id": psid})
                files = {"data": form, "files": {"filedata": ("a.png", b"png", "image/png")}}
            answer = desk.sim.graph(fixture["method"], path, body, token, **(files or {}))
            assert answer.status_code == 200, answer.text
            given, wanted = answer.json(), (fixture["response"] or {}).get("body") or {}
            if "messenger_profile" in path or "custom_user_settings" in path:
                objects = wanted.get("data")
                assert given == (
                    wanted if objects is None else {"data": [merged(objects)] if objects else []}
                )
            elif "error" not in wanted:
                assert set(wanted) <= set(given)
                if "/messages" in path:
                    assert ("message_id" in given) == ("sender_action" not in (body or {}))


def test_a_request_of_the_past_or_of_elsewhere_is_refused(
    desk: Desk, subtests: pytest.Subtests
) -> None:
    for name in WHY_NOT:
        with subtests.test(name):
            code, why = WHY_NOT[name]
            path, body, token = desk.prepare(FIXTURES[name])
            answer = desk.sim.graph(FIXTURES[name]["method"], path, body, token)
            assert answer.json()["error"]["code"] == code, why


def test_an_error_of_life_can_be_ordered(desk: Desk, subtests: pytest.Subtests) -> None:
    for name in ERRORS:
        with subtests.test(name):
            status, body = FIXTURES[name]["response"]["status"], FIXTURES[name]["response"]["body"]
            error = body.get("error", {}) if isinstance(body, dict) else {}
            if "code" in error and status != 200:
                order: Json = {"kind": "error", "status": status, "code": error["code"]}
                order |= {"message": error["message"]}
                if "error_subcode" in error:
                    order["subcode"] = error["error_subcode"]
            else:
                order = {"kind": "not_json", "status": status, "text": json.dumps(body)}
            desk.sim.post("/faults", order, 201)
            path, _, token = desk.prepare(FIXTURES[name])
            answer = desk.sim.graph(FIXTURES[name]["method"], path, None, token)
            assert answer.status_code == status
            if order["kind"] == "not_json":
                assert answer.json() == body
            else:
                told = answer.json()["error"]
                assert (told["code"], told.get("error_subcode")) == (
                    error["code"],
                    error.get("error_subcode"),
                )
