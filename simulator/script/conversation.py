"""/sim/people/PSID: what a person does in the conversation, and what they see."""

from flask import Blueprint, jsonify

from simulator import gestures, sent_by_person
from simulator.links import read_link
from simulator.messenger import Messenger
from simulator.screen import screen_of
from simulator.script.asking import Answer, BadRequest, blueprint, body, text, thread_of
from simulator.thread import Item, Thread


def conversation_blueprint(messenger: Messenger) -> Blueprint:
    """Open, tap, say, send, react, block, and the screen."""
    conversation = blueprint("conversation")

    @conversation.get("/people/<psid>/screen")
    def screen(psid: str) -> Answer:
        with messenger.lock:
            return jsonify(screen_of(messenger, thread_of(messenger, psid)))

    @conversation.post("/people/<psid>/open")
    def open_link(psid: str) -> Answer:
        names = (messenger.setup.page_name, messenger.setup.page_id)
        link = read_link(text("link"), names)
        with messenger.lock:
            thread = thread_of(messenger, psid)
            gestures.open_link(messenger, thread, link)
            return jsonify(screen_of(messenger, thread))

    @conversation.post("/people/<psid>/tap")
    def tap(psid: str) -> Answer:
        with messenger.lock:
            thread = thread_of(messenger, psid)
            opened = gestures.tap(messenger, thread, text("title"), body().get("id"))
            return jsonify(screen_of(messenger, thread) | {"opened": opened})

    @conversation.post("/people/<psid>/say")
    def say(psid: str) -> Answer:
        with messenger.lock:
            thread = thread_of(messenger, psid)
            words = body().get("text") or thread.composer
            if not isinstance(words, str) or not words.strip():
                raise BadRequest('Give the text that the person writes: {"text": "Hello"}.')
            answered = _item(thread, "reply_to")
            gestures.say(messenger, thread, words, answered)
            return jsonify(screen_of(messenger, thread))

    @conversation.post("/people/<psid>/send")
    def send(psid: str) -> Answer:
        with messenger.lock:
            thread = thread_of(messenger, psid)
            try:
                sent_by_person.send(messenger, thread, body())
            except sent_by_person.NothingToSend as error:
                raise BadRequest(str(error)) from None
            return jsonify(screen_of(messenger, thread))

    @conversation.post("/people/<psid>/react")
    def react(psid: str) -> Answer:
        with messenger.lock:
            thread = thread_of(messenger, psid)
            item, reaction = _item(thread, "id"), body().get("reaction")
            if item is None or not item.mid:
                raise BadRequest("“id” is missing: the id of the bubble to react to.")
            if reaction is not None and reaction not in sent_by_person.REACTIONS:
                reactions = ", ".join(sent_by_person.REACTIONS)
                raise BadRequest(f"“reaction” is one of {reactions}, or null to take it back.")
            sent_by_person.react(messenger, thread, item, reaction)
            return jsonify(screen_of(messenger, thread))

    @conversation.post("/people/<psid>/event")
    def event(psid: str) -> Answer:
        with messenger.lock:
            return jsonify(sent=messenger.tell(thread_of(messenger, psid), body())), 202

    @conversation.post("/people/<psid>/block")
    def block(psid: str) -> Answer:
        with messenger.lock:
            thread = thread_of(messenger, psid)
            thread.blocked = body().get("blocked", True) is True
            messenger.screen_changed(thread)
            return jsonify(screen_of(messenger, thread))

    return conversation


def _item(thread: Thread, key: str) -> Item | None:
    """The conversation's item with the id given under `key`, if one is given."""
    wanted = body().get(key)
    if wanted is None:
        return None
    found = next((item for item in thread.items if item.id == wanted), None)
    if found is None:
        raise BadRequest(f"“{key}”: there is no item {wanted!r} in this conversation.")
    return found
