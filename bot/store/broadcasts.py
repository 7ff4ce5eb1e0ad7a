"""Broadcasts: who has their turn next, who has had it, and how it went."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select, update

from bot.store.models import BroadcastRow, BroadcastTurn, OptInRow, OutboxMessage
from bot.store.opt_ins import fold_topic
from bot.store.upsert import insert


@dataclass(frozen=True)
class Broadcast:
    """A message to everyone opted in to `topic`, by the handlers of `flow`, from `at` on."""

    id: int
    topic: str
    flow: str
    reached: str


@dataclass(frozen=True)
class Candidate:
    """Someone opted in: `may_be_sent` is False while their token rests."""

    psid: str
    token: str
    may_be_sent: bool


def plan(connection: Connection, topic: str, flow: str, at: float) -> int:
    """The id of a new broadcast, or of the one of this topic and flow that is under way."""
    same = select(BroadcastRow.id).where(
        BroadcastRow.topic == fold_topic(topic),
        BroadcastRow.flow == flow,
        BroadcastRow.finished_at.is_(None),
    )
    under_way = connection.execute(same).scalars().first()
    if under_way is not None:
        return under_way
    row = {"topic": fold_topic(topic), "flow": flow, "at": at}
    statement = insert(connection, BroadcastRow).returning(BroadcastRow.id)
    return int(connection.execute(statement, row).scalar_one())


def due(connection: Connection, now: float) -> list[Broadcast]:
    """The broadcasts whose time has come and that have not reached everyone."""
    statement = (
        select(BroadcastRow.id, BroadcastRow.topic, BroadcastRow.flow, BroadcastRow.reached)
        .where(BroadcastRow.finished_at.is_(None), BroadcastRow.at <= now)
        .order_by(BroadcastRow.id)
    )
    return [Broadcast(*row) for row in connection.execute(statement)]


def candidates(
    connection: Connection, topic: str, after: str, now: float, most: int
) -> list[Candidate]:
    """The next people opted in, by PSID: each with the token that has rested longest."""
    living = or_(OptInRow.expires_at.is_(None), OptInRow.expires_at > now)
    statement = (
        select(OptInRow.psid, OptInRow.token, OptInRow.next_eligible_at)
        .where(OptInRow.topic == fold_topic(topic), OptInRow.psid > after)
        .where(OptInRow.status == "subscribed", living)
        .order_by(OptInRow.psid, func.coalesce(OptInRow.next_eligible_at, 0.0))
        .limit(most)
    )
    found: dict[str, Candidate] = {}
    for psid, token, eligible_at in connection.execute(statement):
        may_be_sent = eligible_at is None or eligible_at <= now
        found.setdefault(psid, Candidate(psid, token, may_be_sent))
    return list(found.values())


def size(connection: Connection, broadcast_id: int) -> int:
    """How many people are opted in to the broadcast's topic."""
    topic = select(BroadcastRow.topic).where(BroadcastRow.id == broadcast_id).scalar_subquery()
    statement = select(func.count(func.distinct(OptInRow.psid))).where(
        OptInRow.topic == topic, OptInRow.status == "subscribed"
    )
    return int(connection.execute(statement).scalar_one())


def advance(connection: Connection, broadcast: Broadcast, reached: str) -> bool:
    """Move on to after `reached`; False where another process has done so meanwhile."""
    statement = update(BroadcastRow).where(
        BroadcastRow.id == broadcast.id, BroadcastRow.reached == broadcast.reached
    )
    return connection.execute(statement.values(reached=reached)).rowcount == 1


def take_turn(connection: Connection, broadcast_id: int, psid: str, outcome: str) -> bool:
    """Note the person's turn; False where they have had it."""
    row = {"broadcast_id": broadcast_id, "psid": psid, "outcome": outcome}
    statement = insert(connection, BroadcastTurn).on_conflict_do_nothing()
    return connection.execute(statement, row).rowcount == 1


def finish(connection: Connection, broadcast_id: int, now: float) -> None:
    """Everyone has had their turn."""
    statement = update(BroadcastRow).where(BroadcastRow.id == broadcast_id)
    connection.execute(statement.values(finished_at=now))


def on_their_way(connection: Connection, broadcast_id: int) -> int:
    """How many of its messages are stored and neither sent nor refused."""
    statement = select(func.count()).where(
        OutboxMessage.broadcast_id == broadcast_id, OutboxMessage.state == "waiting"
    )
    return int(connection.execute(statement).scalar_one())


@dataclass(frozen=True)
class Progress:
    """How far a broadcast is. `outcomes` counts: sent, refused (code/subcode), waiting …"""

    is_spread: bool
    on_their_way: int
    outcomes: Counter[str]

    @property
    def done(self) -> int:
        """How many of its messages and turns are settled."""
        return self.outcomes.total()


def progress(connection: Connection, broadcast_id: int) -> Progress:
    """How far the broadcast is."""
    finished = select(BroadcastRow.finished_at).where(BroadcastRow.id == broadcast_id)
    is_spread = connection.execute(finished).scalar_one() is not None
    outcomes: Counter[str] = Counter()
    resting = select(func.count()).where(
        BroadcastTurn.broadcast_id == broadcast_id, BroadcastTurn.outcome != "queued"
    )
    outcomes["waiting: the token rests"] = int(connection.execute(resting).scalar_one())
    states = (
        select(OutboxMessage.state, OutboxMessage.code, OutboxMessage.subcode, func.count())
        .where(OutboxMessage.broadcast_id == broadcast_id)
        .group_by(OutboxMessage.state, OutboxMessage.code, OutboxMessage.subcode)
    )
    on_the_way = 0
    for state, code, subcode, count in connection.execute(states):
        if state == "waiting":
            on_the_way += count
        else:
            reason = f": {code}/{subcode or '-'}" if state == "refused" else ""
            outcomes[state + reason] += count
    return Progress(is_spread, on_the_way, +outcomes)
