"""/sim/people/PSID: what a person does in the conversation, and what they see."""

from flask import request

from simulator import gestures, sent_by_person, taps
from simulator.bubble import heading
from simulator.links import read_link
from simulator.menu import composer_is_off
from simulator.script.asking import (
    POLL,
    Answer,
    BadRequest,
    after,
    blueprint,
    body,
    item_of,
    messenger,
    shown,
    text,
    thread_of,
)

conversation = blueprint("conversation")


@conversation.get("/people/<psid>/screen")
def screen(psid: str) -> Answer:
    """What the person sees and can tap; `?after=N` waits up to half a second for it to change."""
    if (seen := after()) >= 0:
        messenger().changes.wait_for(f"screen:{psid}", seen, POLL)
    with messenger().lock:
        return shown(psid)


@conversation.post("/people/<psid>/open")
def open_link(psid: str) -> Answer:
    """Follow an m.me link: `{"link"}`."""
    setup = messenger().setup
    link = read_link(text("link"), (setup.page_name, setup.page_id))
    with messenger().lock:
        thread = thread_of(psid)
        with thread.doing(f"opens {text('link').strip()}"):
            gestures.open_link(messenger(), thread, link)
        return shown(psid)


@conversation.post("/people/<psid>/tap")
def tap(psid: str) -> Answer:
    """Tap what is on the screen: `{"title", "id"?, "element"?}`; `opened` is the URL it opens."""
    with messenger().lock:
        thread, given = thread_of(psid), body()
        title, item_id, element = text("title"), given.get("id"), given.get("element")
        with thread.doing(f"taps {title}" + (f", card {element + 1}" if element else "")):
            opened = taps.tap(messenger(), thread, title, item_id, element)
        return shown(psid, opened=opened)


@conversation.post("/people/<psid>/say")
def say(psid: str) -> Answer:
    """Send a text, or what waits in the composer: `{"text"?, "reply_to"?}`."""
    with messenger().lock:
        thread = thread_of(psid)
        words = body().get("text") or thread.composer
        if not isinstance(words, str) or not words.strip():
            raise BadRequest('Give the text that the person writes: {"text": "Hello"}.')
        if composer_is_off(messenger(), thread):
            raise BadRequest("The Page's menu has switched the composer off: tap something.")
        with thread.doing(f"says {words}"):
            gestures.say(messenger(), thread, words, item_of(thread, "reply_to"))
        return shown(psid)


@conversation.post("/people/<psid>/send")
def send(psid: str) -> Answer:
    """Send `{"type", "url"?, "title"?, "sticker_id"?}`, or a form with a `file` from one's disk."""
    with messenger().lock:
        thread = thread_of(psid)
        sent = _uploaded() or body()
        try:
            with thread.doing(f"sends {sent.get('type')} {sent.get('url') or ''}".rstrip()):
                sent_by_person.send(messenger(), thread, sent)
        except sent_by_person.NothingToSend as error:
            raise BadRequest(str(error)) from None
        return shown(psid)


@conversation.post("/people/<psid>/react")
def react(psid: str) -> Answer:
    """React to a bubble, or take it back: `{"id", "reaction"}`."""
    with messenger().lock:
        thread = thread_of(psid)
        item, reaction = item_of(thread, "id"), body().get("reaction")
        if item is None or not item.mid:
            raise BadRequest("“id” is missing: the id of the bubble to react to.")
        if reaction is not None and reaction not in sent_by_person.REACTIONS:
            reactions = ", ".join(sent_by_person.REACTIONS)
            raise BadRequest(f"“reaction” is one of {reactions}, or null to take it back.")
        with thread.doing(f"reacts {reaction or 'nothing'} to {heading(item.as_json())}"):
            sent_by_person.react(messenger(), thread, item, reaction)
        return shown(psid)


def _uploaded() -> dict[str, str] | None:
    """A file that came with the request, as the attachment it makes."""
    upload = request.files.get("file")
    if upload is None:
        return None
    kind = upload.mimetype.partition("/")[0]
    path = messenger().uploads.add(upload.read(), upload.mimetype)
    known = kind if kind in ("image", "audio", "video") else "file"
    return {"type": known, "url": messenger().address + path}
