"""The tables. Times are seconds since 1970 (UTC) as floating point, unless they say otherwise."""

from datetime import date

from sqlalchemy import JSON, BigInteger, Date, Float, Index, Integer, String, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# SQLite counts rows up by itself only for a plain INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """The base of all tables."""


class Conversation(Base):
    """One row a person: whether something waits, and which worker holds the conversation.

    `due_at` is when the next work is due, NULL where nothing waits. `arrivals` counts events, so
    that a worker cannot let go of a conversation without seeing what came meanwhile.
    """

    __tablename__ = "conversation"
    __table_args__ = (
        Index(
            "conversation_due",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
    )

    psid: Mapped[str] = mapped_column(String(64), primary_key=True)
    due_at: Mapped[float | None] = mapped_column(Float(53))
    leased_until: Mapped[float] = mapped_column(Float(53), default=0)
    holder: Mapped[str | None] = mapped_column(String(64))
    arrivals: Mapped[int] = mapped_column(BigInteger, default=0)


class InboxEvent(Base):
    """An event as it arrived, stored before Messenger is answered; `key` makes it unique.

    `at` is Messenger's own time of it, in milliseconds; `why` tells where a flow failed at it.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        Index(
            "inbox_waiting",
            "psid",
            "at",
            "id",
            sqlite_where=text("handled_at IS NULL"),
            postgresql_where=text("handled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    psid: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)
    body: Mapped[str] = mapped_column(Text)
    received_at: Mapped[float] = mapped_column(Float(53))
    handled_at: Mapped[float | None] = mapped_column(Float(53))
    outcome: Mapped[str | None] = mapped_column(String(16))
    why: Mapped[str | None] = mapped_column(Text)


class OutboxMessage(Base):
    """A call on an edge of the Page to make, in the order of ids within one conversation.

    `state` is waiting, sent, refused, cancelled or left out; `otherwise` replaces a `body` that
    Meta refuses.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "outbox_broadcast",
            "broadcast_id",
            "state",
            sqlite_where=text("broadcast_id IS NOT NULL"),
            postgresql_where=text("broadcast_id IS NOT NULL"),
        ),
        Index(
            "outbox_waiting",
            "psid",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    psid: Mapped[str] = mapped_column(String(64))
    event_id: Mapped[int | None] = mapped_column(BigInteger)
    edge: Mapped[str] = mapped_column(String(32))
    token: Mapped[str | None] = mapped_column(String(512))
    broadcast_id: Mapped[int | None] = mapped_column(BigInteger)
    body: Mapped[str] = mapped_column(Text)
    is_nicety: Mapped[bool]
    otherwise: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16), default="waiting")
    due_at: Mapped[float] = mapped_column(Float(53))
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    done_at: Mapped[float | None] = mapped_column(Float(53))
    message_id: Mapped[str | None] = mapped_column(String(256))
    code: Mapped[int | None] = mapped_column(Integer)
    subcode: Mapped[int | None] = mapped_column(Integer)
    trace_id: Mapped[str | None] = mapped_column(String(64))


class PersonRow(Base):
    """What is known of a person: Meta's profile, and the facts that flows remember."""

    __tablename__ = "person"

    psid: Mapped[str] = mapped_column(String(64), primary_key=True)
    first_name: Mapped[str] = mapped_column(String(200), default="")
    locale: Mapped[str] = mapped_column(String(16), default="")
    timezone: Mapped[float | None] = mapped_column(Float)
    gender: Mapped[str] = mapped_column(String(16), default="")
    profile_at: Mapped[float | None] = mapped_column(Float(53))
    facts: Mapped[dict[str, str | int | bool | None]] = mapped_column(JSON, default=dict)
    first_seen_at: Mapped[float] = mapped_column(Float(53))


class OptInRow(Base):
    """A token for recurring messages; `status` is subscribed, stopped or gone.

    One person may have several. Before `next_eligible_at` nothing more may go through the token.
    """

    __tablename__ = "opt_in"
    __table_args__ = (Index("opt_in_topic", "topic", "psid"),)

    token: Mapped[str] = mapped_column(String(512), primary_key=True)
    psid: Mapped[str] = mapped_column(String(64), index=True)
    topic: Mapped[str] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(16))
    timezone: Mapped[str] = mapped_column(String(64), default="")
    frequency: Mapped[str] = mapped_column(String(16), default="")
    expires_at: Mapped[float | None] = mapped_column(Float(53))
    next_eligible_at: Mapped[float | None] = mapped_column(Float(53))
    refreshed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[float] = mapped_column(Float(53))
    changed_at: Mapped[float] = mapped_column(Float(53))


class CouponRow(Base):
    """The code of one person in one campaign."""

    __tablename__ = "coupon"

    psid: Mapped[str] = mapped_column(String(64), primary_key=True)
    campaign: Mapped[str] = mapped_column(String(64), primary_key=True)
    code: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[float] = mapped_column(Float(53))
    revealed_at: Mapped[float | None] = mapped_column(Float(53))


class ReferralRow(Base):
    """One arrival by a link or an ad: the log that campaigns are counted from."""

    __tablename__ = "referral"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    psid: Mapped[str] = mapped_column(String(64), index=True)
    ref: Mapped[str] = mapped_column(String(2083))
    source: Mapped[str] = mapped_column(String(64))
    type: Mapped[str] = mapped_column(String(64))
    is_new: Mapped[bool]
    at: Mapped[float] = mapped_column(Float(53))


class PersonaRow(Base):
    """A persona created at Meta: `name` is its key in bot.personas."""

    __tablename__ = "persona"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    persona_id: Mapped[str] = mapped_column(String(64))


class RecordRow(Base):
    """An answer kept for the shop: a lead, a survey's rating, an appointment wished for."""

    __tablename__ = "record"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    psid: Mapped[str] = mapped_column(String(64), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    values: Mapped[dict[str, str | int | bool | None]] = mapped_column(JSON)
    at: Mapped[float] = mapped_column(Float(53))


class TopicRow(Base):
    """A topic of recurring messages; m.me/rn links need it registered at Meta."""

    __tablename__ = "topic"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    requested_at: Mapped[float] = mapped_column(Float(53))
    registered_at: Mapped[float | None] = mapped_column(Float(53))


class ScheduleRow(Base):
    """A broadcast that comes again: `cron` as cron writes times, in `timezone`, next `next_at`."""

    __tablename__ = "schedule"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    topic: Mapped[str] = mapped_column(String(200))
    flow: Mapped[str] = mapped_column(String(64))
    cron: Mapped[str] = mapped_column(String(100))
    timezone: Mapped[str] = mapped_column(String(64))
    next_at: Mapped[float] = mapped_column(Float(53))


class BroadcastRow(Base):
    """A message to everyone opted in to a topic. `reached` is the last PSID that had its turn.

    `finished_at` is when everyone had; `cancelled_at` is when the operator ended it before that.
    """

    __tablename__ = "broadcast"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    topic: Mapped[str] = mapped_column(String(200))
    flow: Mapped[str] = mapped_column(String(64))
    at: Mapped[float] = mapped_column(Float(53))
    reached: Mapped[str] = mapped_column(String(64), default="")
    schedule_id: Mapped[int | None] = mapped_column(BigInteger)
    finished_at: Mapped[float | None] = mapped_column(Float(53))
    cancelled_at: Mapped[float | None] = mapped_column(Float(53))


class BroadcastTurn(Base):
    """One person's turn in a broadcast, so that nobody has two.

    `outcome` is queued, resting (the token may not be used yet), missed (it was stopped or used
    meanwhile) or silent (the flow had no message).
    """

    __tablename__ = "broadcast_turn"

    broadcast_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    psid: Mapped[str] = mapped_column(String(64), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(16))


class MilestoneRow(Base):
    """What a person reached by a campaign, once; `who` is a keyed hash and not their PSID."""

    __tablename__ = "milestone"
    __table_args__ = {"sqlite_with_rowid": False}

    who: Mapped[str] = mapped_column(String(16), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    campaign: Mapped[str] = mapped_column(String(200), primary_key=True)
    milestone: Mapped[str] = mapped_column(String(16), primary_key=True)
    at: Mapped[float] = mapped_column(Float(53))


class CampaignDay(Base):
    """How many reached a milestone of a campaign on one day (UTC): what /campaigns adds up.

    In the order in which they are added up: of thousands of campaigns in a tenth of the time.
    """

    __tablename__ = "campaign_day"
    __table_args__ = {"sqlite_with_rowid": False}

    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    campaign: Mapped[str] = mapped_column(String(200), primary_key=True)
    milestone: Mapped[str] = mapped_column(String(16), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    people: Mapped[int] = mapped_column(Integer)


class ForgottenRow(Base):
    """Someone who asked to be forgotten: a keyed hash of their PSID, and when.

    Their opt-ins live on at Meta, and only so is it known not to take them over again.
    """

    __tablename__ = "forgotten"

    who: Mapped[str] = mapped_column(String(16), primary_key=True)
    at: Mapped[float] = mapped_column(Float(53))
