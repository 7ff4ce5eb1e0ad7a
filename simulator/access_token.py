"""What Meta knows of the Page's access token: kind, permissions, expiry; a switch for faults."""

from dataclasses import asdict, dataclass, field
from typing import Any

SCOPES = (
    "pages_messaging",
    "pages_manage_metadata",
    "pages_read_engagement",
    "pages_show_list",
    "pages_user_locale",
    "pages_user_timezone",
    "pages_user_gender",
)


@dataclass(slots=True)
class AccessToken:
    """Times are seconds since 1970, 0 for never; an empty id stands for the simulator's own."""

    type: str = "PAGE"
    scopes: list[str] = field(default_factory=lambda: list(SCOPES))
    expires_at: int = 0
    data_access_expires_at: int = 0
    profile_id: str = ""
    app_id: str = ""

    def as_json(self) -> dict[str, Any]:
        """The switches as `/sim/token` shows them."""
        return asdict(self)

    def is_expired(self, now: int) -> bool:
        """Whether it has run out; `now` is milliseconds since 1970."""
        return 0 < self.expires_at * 1000 <= now
