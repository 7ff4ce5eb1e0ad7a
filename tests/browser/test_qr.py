"""QR codes of links, read from pictures and by the camera."""

import base64

import pytest
from playwright.sync_api import Page, expect

from tests.browser.poster import LINK, poster
from tests.browser.stage import Stage

pytestmark = pytest.mark.browser

THROW = """([kind, base64, type]) => {
  const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], "poster", { type }));
  const options = { bubbles: true, cancelable: true };
  const event = kind === "drop"
    ? new DragEvent(kind, { ...options, dataTransfer: carried })
    : new ClipboardEvent(kind, { ...options, clipboardData: carried });
  document.querySelector(".phones").dispatchEvent(event);
}"""


def picture(content: bytes, kind: str = "image/png") -> list[dict[str, object]]:
    return [{"name": "poster", "mimeType": kind, "buffer": content}]


def test_a_code_is_read_from_a_picture_chosen_dropped_or_pasted_and_by_the_camera(
    chat: Page, stage: Stage
) -> None:
    a_picture_of_a_code_opens_its_link(chat)
    a_picture_is_dropped_or_pasted_anywhere(chat, stage)
    becomes_nobodys(chat, stage)
    the_camera_finds_a_code(chat)


def becomes_nobodys(chat: Page, stage: Stage) -> None:
    """Nobody is here, and no link stands in the field."""
    stage.empty()
    expect(chat.get_by_role("heading", name="Nobody is here yet")).to_be_visible()
    chat.get_by_label("m.me link").fill("")


def a_picture_of_a_code_opens_its_link(chat: Page) -> None:
    chat.get_by_role("button", name="Read a QR code").click()
    dialog = chat.get_by_role("dialog", name="Read a QR code")
    chooser = dialog.get_by_label("Choose a picture…")
    chooser.set_input_files(files=picture(b"no picture"))
    expect(dialog.get_by_role("status")).to_contain_text("no picture that can be read")
    chooser.set_input_files(files=picture(b"text", "text/plain"))
    expect(dialog.get_by_role("status")).to_have_text("This is no picture.")
    chooser.set_input_files(files=picture(poster("PNG", 20, 20)))
    expect(dialog.get_by_role("status")).to_contain_text("no QR code")
    chooser.set_input_files(files=picture(poster("PNG")))
    expect(dialog).to_be_hidden()
    expect(chat.get_by_label("m.me link")).to_have_value(LINK)
    chat.get_by_role("button", name="Get Started").click()
    expect(chat.get_by_role("log")).to_contain_text("Summer is here")


def a_picture_is_dropped_or_pasted_anywhere(chat: Page, stage: Stage) -> None:
    for way in ("drop", "paste"):
        becomes_nobodys(chat, stage)
        chat.evaluate(THROW, [way, base64.b64encode(poster("JPEG")).decode(), "image/jpeg"])
        expect(chat.get_by_label("m.me link")).to_have_value(LINK)
        expect(chat.get_by_role("dialog", name="Read a QR code")).to_be_hidden()
        expect(chat.get_by_role("button", name="Get Started")).to_be_visible()


def the_camera_finds_a_code(chat: Page) -> None:
    chat.get_by_role("button", name="Read a QR code").click()
    dialog = chat.get_by_role("dialog", name="Read a QR code")
    dialog.get_by_role("button", name="Use the camera").click()
    expect(chat.get_by_label("m.me link")).to_have_value(LINK)
    expect(dialog).to_be_hidden()
    expect(chat.get_by_role("button", name="Get Started")).to_be_visible()
