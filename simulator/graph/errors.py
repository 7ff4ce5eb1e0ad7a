"""Meta's error bodies (Meta: "Error Codes" of the Messenger Platform)."""

import secrets
from typing import Any


class GraphError(Exception):
    """A refusal. `message` is free text, `code` and `subcode` are Meta's numbers."""

    def __init__(
        self,
        code: int,
        message: str,
        subcode: int | None = None,
        status: int = 400,
        **more: Any,
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.subcode, self.status, self.more = (
            code,
            message,
            subcode,
            status,
            more,
        )

    def body(self) -> dict[str, Any]:
        """The answer's JSON, with a trace id of its own."""
        error: dict[str, Any] = {
            "message": f"(#{self.code}) {self.message}",
            "type": "OAuthException",
            "code": self.code,
            **self.more,
        }
        if self.subcode:
            error["error_subcode"] = self.subcode
        return {"error": error | {"fbtrace_id": f"A{secrets.token_urlsafe(16)}"}}


def invalid(field: str, why: str) -> GraphError:
    """100: a parameter breaks a rule; `field` is its path in the request."""
    return GraphError(100, f"{field}: {why}")


def unknown_person(psid: str) -> GraphError:
    """100/2018001: nobody on this Page has the id."""
    return GraphError(100, f"No matching user found: recipient.id {psid}", 2018001)


def unknown_object(node: str) -> GraphError:
    """100/33: no object has the id, or it is not this Page's."""
    return GraphError(
        100,
        f"Object with ID '{node}' does not exist, cannot be loaded due to missing permissions, "
        "or does not support this operation",
        33,
    )


def bad_token() -> GraphError:
    """190 with HTTP 401: the access token is not the one the simulator gave the bot."""
    return GraphError(190, "Invalid OAuth access token: it is not the simulator's", status=401)


def expired_token() -> GraphError:
    """190/463 with HTTP 401: the access token has run out."""
    return GraphError(190, "Error validating access token: Session has expired", 463, status=401)


def no_permission(name: str) -> GraphError:
    """200: the token was not given a permission."""
    return GraphError(200, f"Requires {name} permission to manage the object", status=403)


def no_token() -> GraphError:
    """104: no access token came along."""
    return GraphError(104, "An access token is required to request this resource", status=401)


def outside_window() -> GraphError:
    """10/2018278: the person has not acted within the last 24 hours."""
    return GraphError(
        10,
        "This message is sent outside of allowed window: the person did nothing in the last "
        "24 hours that lets the Page write",
        2018278,
    )
