"""Forgets people, and proves it: the code that a deletion is confirmed with tells its own time."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.graph_error import GraphError, Verdict
from bot.page_setup import PageSetup
from bot.store import forgetting, opt_ins
from bot.store.database import Database
from bot.turn import Shop


@dataclass(frozen=True)
class Privacy:
    """What may be done with what is stored of a person; `clock` tells seconds since 1970."""

    database: Database
    setup: PageSetup
    shop: Shop
    clock: Callable[[], float]

    def forget(self, psid: str) -> int:
        """Forget all of this person; answers with how many rows that were."""
        who = self.shop.pseudonym(psid)
        with self.database.writing() as connection:
            return forgetting.forget(connection, psid, who, self.clock())

    def stop(self, psid: str) -> None:
        """End this person's opt-ins."""
        with self.database.writing() as connection:
            opt_ins.stop(connection, psid, self.clock())

    def psids(self, user_id: str) -> list[str]:
        """Whom Meta means by an id of a signed request: the app's id of a person, or the Page's.

        Raises GraphError where Meta cannot tell now, or does not take the app's id and secret.
        """
        try:
            return [user_id, *self.setup.psids_of(user_id)]
        except GraphError as error:
            if error.verdict is Verdict.NEVER:
                return [user_id]
            raise

    def confirmation(self) -> str:
        """A code for a deletion of today."""
        day = datetime.fromtimestamp(self.clock(), UTC).date().isoformat()
        return f"{day}-{self._proof(day)}"

    def confirmed_on(self, code: str) -> date | None:
        """The day of the deletion that a code confirms; None for a code that is not ours."""
        day, _, proof = code.rpartition("-")
        if not hmac.compare_digest(proof.encode(), self._proof(day).encode()):
            return None
        return date.fromisoformat(day)

    def _proof(self, day: str) -> str:
        text = f"forgotten\n{day}".encode()
        return hmac.new(self.shop.secret.encode(), text, hashlib.sha256).hexdigest()[:16]
