"""Logins that were begun by account linking (Meta: "Account Linking")."""

import secrets

from simulator.clock import MINUTE

LIFETIME = 5 * MINUTE


class Logins:
    """The account linking tokens that are still good; times are epoch milliseconds."""

    def __init__(self) -> None:
        self._begun: dict[str, tuple[str, int]] = {}

    def begin(self, psid: str, now: int) -> str:
        """A new token for the person's login."""
        self._begun = {token: login for token, login in self._begun.items() if now < login[1]}
        token = secrets.token_urlsafe(24)
        self._begun[token] = (psid, now + LIFETIME)
        return token

    def psid_of(self, token: str, now: int) -> str | None:
        """Whose login it is; None when the token is unknown or older than five minutes."""
        psid, expires_at = self._begun.get(token, (None, 0))
        return psid if now < expires_at else None

    def end(self, token: str, now: int) -> str | None:
        """Whose login it was; the token is used up."""
        psid = self.psid_of(token, now)
        self._begun.pop(token, None)
        return psid
