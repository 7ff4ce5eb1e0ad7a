"""How the Page and its app are set up at Meta, read and changed: what `flask connect` and
`flask doctor` ask of Graph.

Source: Meta, "Messenger Profile API", "Personas", "Subscriptions" and "Subscribed Apps" of the
Graph API, "Debug-Token".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.graph import Graph
from bot.settings import Settings

Json = dict[str, Any]


@dataclass(frozen=True)
class Subscription:
    """What is delivered, and to where; a Page's has no address."""

    fields: frozenset[str]
    callback_url: str = ""
    is_active: bool = True


class PageSetup:
    """One Page and one app at Meta. Every method raises GraphError where Meta refuses."""

    def __init__(self, settings: Settings, graph: Graph) -> None:
        self._graph, self._page, self._app = graph, settings.page_id, settings.app_id
        self._token = settings.page_access_token
        app_token = f"{settings.app_id}|{settings.app_secret}"
        self._as_app = {"Authorization": f"Bearer {app_token}"}

    def token(self) -> Json:
        """What Meta knows of the Page's token: `is_valid`, `type`, `scopes`, `expires_at` …"""
        asked = {"input_token": self._token}
        answer = self._graph.call("GET", "/debug_token", params=asked, headers=self._as_app)
        return _object(answer.get("data"))

    def page(self) -> Json:
        """The Page's `id` and `name`, read with the Page's token."""
        return self._graph.call("GET", f"/{self._page}", params={"fields": "id,name"})

    def person(self, psid: str) -> Json:
        """What Meta tells of somebody: their first name, or nothing of it."""
        return self._graph.call("GET", f"/{psid}", params={"fields": "first_name"})

    def psids_of(self, user_id: str) -> list[str]:
        """The Page's ids of somebody whom the app knows by another id (Meta: "ID Matching")."""
        path, asked = f"/{user_id}/ids_for_pages", {"page": self._page}
        answer = self._graph.call("GET", path, params=asked, headers=self._as_app)
        return [str(each["id"]) for each in _objects(answer.get("data")) if each.get("id")]

    def app_subscription(self) -> Subscription | None:
        """The app's subscription to Pages' webhooks."""
        path = f"/{self._app}/subscriptions"
        answer = self._graph.call("GET", path, headers=self._as_app)
        for each in _objects(answer.get("data")):
            if each.get("object") == "page":
                url, active = str(each.get("callback_url")), each.get("active") is not False
                return Subscription(_names(each.get("fields")), url, active)
        return None

    def page_subscription(self) -> Subscription | None:
        """The Page's subscription for this app."""
        for each in self._subscribed_apps():
            if str(each.get("id")) == self._app:
                return Subscription(_names(each.get("subscribed_fields")))
        return None

    def other_apps(self) -> list[str]:
        """The names of other apps that hear of the Page's conversations."""
        others = (each for each in self._subscribed_apps() if str(each.get("id")) != self._app)
        return [str(each.get("name") or each.get("id")) for each in others]

    def subscribe_app(self, callback_url: str, verify_token: str, fields: list[str]) -> None:
        """Subscribe the app. Meta calls the webhook's handshake meanwhile: the bot must run."""
        body = {
            "object": "page",
            "callback_url": callback_url,
            "verify_token": verify_token,
            "fields": ",".join(fields),
        }
        path = f"/{self._app}/subscriptions"
        self._graph.call("POST", path, json=body, headers=self._as_app)

    def subscribe_page(self, fields: list[str]) -> None:
        """Subscribe the Page to the app: only fields subscribed at both levels are delivered."""
        body = {"subscribed_fields": ",".join(fields)}
        self._graph.call("POST", f"/{self._page}/subscribed_apps", json=body)

    def profile(self, names: list[str]) -> Json:
        """Properties of the Messenger Profile, as far as they are set."""
        asked = {"fields": ",".join(names)}
        answer = self._graph.call("GET", f"/{self._page}/messenger_profile", params=asked)
        return {key: value for each in _objects(answer.get("data")) for key, value in each.items()}

    def set_profile(self, properties: Mapping[str, Any]) -> None:
        """Set these properties; the others stay."""
        self._graph.call("POST", f"/{self._page}/messenger_profile", json=dict(properties))

    def delete_profile(self, names: list[str]) -> None:
        """Delete properties."""
        self._graph.call("DELETE", f"/{self._page}/messenger_profile", json={"fields": names})

    def persona_ids(self) -> set[str]:
        """The ids of the personas that the Page has."""
        answer = self._graph.call("GET", f"/{self._page}/personas", params={"limit": 100})
        return {str(persona.get("id")) for persona in _objects(answer.get("data"))}

    def create_persona(self, name: str, picture_url: str) -> str:
        """Create a persona; answers with its id."""
        persona = {"name": name, "profile_picture_url": picture_url}
        return str(self._graph.call("POST", f"/{self._page}/personas", json=persona).get("id"))

    def _subscribed_apps(self) -> Iterator[Json]:
        answer = self._graph.call("GET", f"/{self._page}/subscribed_apps")
        yield from _objects(answer.get("data"))


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> list[Json]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _names(value: object) -> frozenset[str]:
    """Fields as names: newer versions write `{"name": …, "version": …}`."""
    fields = value if isinstance(value, list) else []
    return frozenset(str(it.get("name") if isinstance(it, dict) else it) for it in fields)
