"""The Page and app the simulator plays, and the secrets the bot is given."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

# Meta's access tokens start like this; none of the simulator's own does.
REAL_TOKEN = re.compile(r"EAA[A-Za-z0-9]{20,}")


class RealToken(ValueError):
    """What was given looks like a token of the real Messenger Platform."""


@dataclass(frozen=True, slots=True)
class Setup:
    """Names and secrets; each may be fixed by the environment variable of its name."""

    page_id: str = "100000000000042"
    page_name: str = "OriginalCoastClothing"
    app_id: str = "200000000000042"
    page_access_token: str = "simulator-page-token"  # noqa: S105 - opens nothing but the simulator
    app_secret: str = "simulator-app-secret"  # noqa: S105
    verify_token: str = "simulator-verify-token"  # noqa: S105

    @property
    def page_title(self) -> str:
        """The Page's name as people read it: OriginalCoastClothing in three words."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", self.page_name)

    @property
    def app_access_token(self) -> str:
        """`APP_ID|SECRET`, which `/APP_ID/subscriptions` wants."""
        return f"{self.app_id}|{self.app_secret}"

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Setup":
        """Read what the environment fixes; raise `RealToken` for a token of the real platform."""
        given = {
            field.name: environ[field.name.upper()]
            for field in fields(cls)
            if environ.get(field.name.upper())
        }
        for name, value in given.items():
            if looks_real(value):
                raise RealToken(
                    f"{name.upper()} looks like a token of the real Messenger Platform. The "
                    f"simulator never takes one: unset {name.upper()} (its own is used then)."
                )
        return cls(**given)

    def environment(self, bot_url: str, graph_url: str, port: int) -> dict[str, str]:
        """What a bot started by the simulator finds in its environment."""
        own = {field.name.upper(): str(getattr(self, field.name)) for field in fields(self)}
        return own | {
            "APP_URL": bot_url,
            "SHOP_URL": bot_url,
            "PORT": str(port),
            "GRAPH_API_URL": graph_url,
            "GRAPH_API_VERSION": "v26.0",
        }


def looks_real(token: str) -> bool:
    """Whether a token could open the real Graph API."""
    return bool(REAL_TOKEN.match(token))
