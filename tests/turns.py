"""A turn built by hand, and what the real flows answer to it: no database, no network."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot import events, flows
from bot.answer import answer
from bot.compose import Answer
from bot.routes import Routes
from bot.steps import Fact, Step
from bot.turn import Person, Shop, Turn
from bot.voice import Voice
from bot.words import Words

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SHOP = Shop(
    app_url="https://bot.example",
    shop_url="https://shop.example/",
    app_id="200",
    recurring_notifications=True,
    secret="a-secret",  # noqa: S106 (opens nothing)
)
WORDS = Words()
ROUTES = Routes.gather(flows, WORDS)
WHO: dict[str, Any] = {"psid": "2000002", "key": "k", "at": 1795000000000}


def message(text: str = "", **more: Any) -> events.Message:
    return events.Message(**{**WHO, "text": text, **more})


def postback(payload: str, ref: str | None = None, **more: Any) -> events.Postback:
    referral = None if ref is None else events.Referral(ref, is_new=True)
    return events.Postback(**{**WHO, "payload": payload, "referral": referral, **more})


def referred(ref: str = "", **more: Any) -> events.Referred:
    return events.Referred(**{**WHO, "referral": events.Referral(ref, **more)})


def turn(
    event: events.Event,
    first_name: str = "Ana",
    locale: str = "en_US",
    facts: Mapping[str, Fact] | None = None,
    **more: Any,
) -> Turn:
    person = Person(event.psid, first_name, locale, facts=facts or {})
    return Turn(event, person, NOW, SHOP, WORDS.in_locale(locale), **more)


def said(of: Turn, routes: Routes = ROUTES) -> Answer:
    """The whole answer, as the runtime would keep it."""
    return answer(routes, of, Voice())


def steps(of: Turn, routes: Routes = ROUTES) -> list[Step]:
    """What the flows yield."""
    return [step for flow in routes.answer(of) for step in flow]


def messages(of: Turn, routes: Routes = ROUTES) -> list[dict[str, Any]]:
    """The messages in Messenger's JSON."""
    return [call.body["message"] for call in said(of, routes).calls if "message" in call.body]


def handler(of: Turn, routes: Routes = ROUTES) -> str:
    """The name of the function that answers, "" where none does."""
    return next((flow.__name__ for flow in routes.answer(of)), "")
