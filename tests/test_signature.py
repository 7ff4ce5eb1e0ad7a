"""X-Hub-Signature-256: one test for each way to be wrong, and one to be right."""

import hashlib
import hmac

import pytest

from bot.signature import is_valid, sign

SECRET = "an-app-secret"  # noqa: S105 (opens nothing)
BODY = b'{"object":"page","entry":[{"id":"1","text":"\\u00e4\\u00f6\\u00e5"}]}'


def signed(body: bytes = BODY, secret: str = SECRET, how: str = "sha256") -> str:
    """A signature made here, without the bot's code, as Meta describes it."""
    return f"{how}=" + hmac.new(secret.encode(), body, how).hexdigest()


def test_a_right_signature_is_taken() -> None:
    assert is_valid(BODY, signed(), SECRET)


def test_the_signature_is_metas_in_form() -> None:
    assert (
        sign(BODY, SECRET)
        == "sha256=" + hmac.new(b"an-app-secret", BODY, hashlib.sha256).hexdigest()
    )


def test_an_empty_body_has_a_signature_too() -> None:
    assert is_valid(b"", signed(b""), SECRET)
    assert not is_valid(b"", None, SECRET)


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(None, id="none"),
        pytest.param("", id="empty"),
        pytest.param(signed(how="sha1"), id="sha1"),
        pytest.param("sha256=" + signed(how="sha1").removeprefix("sha1="), id="sha1 renamed"),
        pytest.param(signed().removeprefix("sha256="), id="no prefix"),
        pytest.param("sha256=", id="only a prefix"),
        pytest.param(signed(secret="another-secret"), id="another secret"),  # noqa: S106
        pytest.param(signed(body=BODY + b" "), id="another body"),
        pytest.param(signed(body=BODY.decode("unicode-escape").encode()), id="body unescaped"),
        pytest.param(signed()[:-1], id="cut"),
        pytest.param(signed() + "0", id="longer"),
        pytest.param("sha256=" + signed()[7:].upper(), id="upper case"),
        pytest.param(" " + signed(), id="a space before"),
        pytest.param("sha256=" + "ä" * 64, id="non-ASCII"),
        pytest.param(f"{signed()},{signed()}", id="twice"),
    ],
)
def test_a_wrong_signature_is_refused(header: str | None) -> None:
    assert not is_valid(BODY, header, SECRET)
