"""The tables. Times are seconds since 1970 (UTC) as floating point, unless they say otherwise."""

from datetime import date

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    Float,
    Index,
    Integer,
    MetaData,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    text,
)

# Core alone: the ORM, which nothing here needs, would take a tenth of each start.
METADATA = MetaData()

# SQLite counts rows up by itself only for a plain INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")


class Conversation(TypedColumns):
    """One row a person: whether something waits, and which worker holds the conversation.

    `due_at` is when the next work is due, NULL where nothing waits. `arrivals` counts events, so
    that a worker cannot let go of a conversation without seeing what came meanwhile.
    """

    psid: Named[str] = Column(String(64), primary_key=True)
    due_at: Named[float | None] = Column(Float(53))
    leased_until: Named[float] = Column(Float(53), default=0)
    holder: Named[str | None] = Column(String(64))
    arrivals: Named[int] = Column(BigInteger, default=0)


CONVERSATION = Table(
    "conversation",
    METADATA,
    Conversation,
    Index(
        "conversation_due",
        "due_at",
        sqlite_where=text("due_at IS NOT NULL"),
        postgresql_where=text("due_at IS NOT NULL"),
    ),
)


class InboxEvent(TypedColumns):
    """An event as it arrived, stored before Messenger is answered; `key` makes it unique.

    `at` is Messenger's own time of it, in milliseconds; `why` tells where a flow failed at it.
    """

    id: Named[int] = Column(RowId, primary_key=True)
    key: Named[str] = Column(String(32), unique=True)
    psid: Named[str] = Column(String(64))
    at: Named[int] = Column(BigInteger)
    body: Named[str] = Column(Text)
    received_at: Named[float] = Column(Float(53))
    handled_at: Named[float | None] = Column(Float(53))
    outcome: Named[str | None] = Column(String(16))
    why: Named[str | None] = Column(Text)


INBOX = Table(
    "inbox",
    METADATA,
    InboxEvent,
    Index(
        "inbox_waiting",
        "psid",
        "at",
        "id",
        sqlite_where=text("handled_at IS NULL"),
        postgresql_where=text("handled_at IS NULL"),
    ),
)


class OutboxMessage(TypedColumns):
    """A call on an edge of the Page to make, in the order of ids within one conversation.

    `state` is waiting, sent, refused, cancelled or left out; `otherwise` replaces a `body` that
    Meta refuses.
    """

    id: Named[int] = Column(RowId, primary_key=True)
    psid: Named[str] = Column(String(64))
    event_id: Named[int | None] = Column(BigInteger)
    edge: Named[str] = Column(String(32))
    token: Named[str | None] = Column(String(512))
    broadcast_id: Named[int | None] = Column(BigInteger)
    body: Named[str] = Column(Text)
    is_nicety: Named[bool]
    otherwise: Named[str | None] = Column(Text)
    state: Named[str] = Column(String(16), default="waiting")
    due_at: Named[float] = Column(Float(53))
    attempts: Named[int] = Column(Integer, default=0)
    done_at: Named[float | None] = Column(Float(53))
    message_id: Named[str | None] = Column(String(256))
    code: Named[int | None] = Column(Integer)
    subcode: Named[int | None] = Column(Integer)
    trace_id: Named[str | None] = Column(String(64))


OUTBOX = Table(
    "outbox",
    METADATA,
    OutboxMessage,
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


class PersonRow(TypedColumns):
    """What is known of a person: Meta's profile, and the facts that flows remember."""

    psid: Named[str] = Column(String(64), primary_key=True)
    first_name: Named[str] = Column(String(200), default="")
    locale: Named[str] = Column(String(16), default="")
    timezone: Named[float | None] = Column(Float)
    gender: Named[str] = Column(String(16), default="")
    profile_at: Named[float | None] = Column(Float(53))
    facts: Named[dict[str, str | int | bool | None]] = Column(JSON, default=dict)
    first_seen_at: Named[float] = Column(Float(53))


PERSON = Table("person", METADATA, PersonRow)


class OptInRow(TypedColumns):
    """A token for recurring messages; `status` is subscribed, stopped or gone.

    One person may have several. Before `next_eligible_at` nothing more may go through the token.
    """

    token: Named[str] = Column(String(512), primary_key=True)
    psid: Named[str] = Column(String(64), index=True)
    topic: Named[str] = Column(String(200))
    status: Named[str] = Column(String(16))
    timezone: Named[str] = Column(String(64), default="")
    frequency: Named[str] = Column(String(16), default="")
    expires_at: Named[float | None] = Column(Float(53))
    next_eligible_at: Named[float | None] = Column(Float(53))
    refreshed: Named[bool] = Column(default=False)
    created_at: Named[float] = Column(Float(53))
    changed_at: Named[float] = Column(Float(53))


OPT_IN = Table("opt_in", METADATA, OptInRow, Index("opt_in_topic", "topic", "psid"))


class CouponRow(TypedColumns):
    """The code of one person in one campaign."""

    psid: Named[str] = Column(String(64), primary_key=True)
    campaign: Named[str] = Column(String(64), primary_key=True)
    code: Named[str] = Column(String(64))
    issued_at: Named[float] = Column(Float(53))
    revealed_at: Named[float | None] = Column(Float(53))


COUPON = Table("coupon", METADATA, CouponRow)


class ReferralRow(TypedColumns):
    """One arrival by a link or an ad: the log that campaigns are counted from."""

    id: Named[int] = Column(RowId, primary_key=True)
    psid: Named[str] = Column(String(64), index=True)
    ref: Named[str] = Column(String(2083))
    source: Named[str] = Column(String(64))
    type: Named[str] = Column(String(64))
    is_new: Named[bool]
    at: Named[float] = Column(Float(53))


REFERRAL = Table("referral", METADATA, ReferralRow)


class PersonaRow(TypedColumns):
    """A persona created at Meta: `name` is its key in bot.personas."""

    name: Named[str] = Column(String(32), primary_key=True)
    persona_id: Named[str] = Column(String(64))


PERSONA = Table("persona", METADATA, PersonaRow)


class RecordRow(TypedColumns):
    """An answer kept for the shop: a lead, a survey's rating, an appointment wished for."""

    id: Named[int] = Column(RowId, primary_key=True)
    psid: Named[str] = Column(String(64), index=True)
    kind: Named[str] = Column(String(32))
    values: Named[dict[str, str | int | bool | None]] = Column(JSON)  # type: ignore[assignment]
    at: Named[float] = Column(Float(53))


RECORD = Table("record", METADATA, RecordRow)


class TopicRow(TypedColumns):
    """A topic of recurring messages; m.me/rn links need it registered at Meta."""

    name: Named[str] = Column(String(200), primary_key=True)
    requested_at: Named[float] = Column(Float(53))
    registered_at: Named[float | None] = Column(Float(53))


TOPIC = Table("topic", METADATA, TopicRow)


class ScheduleRow(TypedColumns):
    """A broadcast that comes again: `cron` as cron writes times, in `timezone`, next `next_at`."""

    id: Named[int] = Column(RowId, primary_key=True)
    topic: Named[str] = Column(String(200))
    flow: Named[str] = Column(String(64))
    cron: Named[str] = Column(String(100))
    timezone: Named[str] = Column(String(64))
    next_at: Named[float] = Column(Float(53))


SCHEDULE = Table("schedule", METADATA, ScheduleRow)


class BroadcastRow(TypedColumns):
    """A message to everyone opted in to a topic. `reached` is the last PSID that had its turn.

    `finished_at` is when everyone had; `cancelled_at` is when the operator ended it before that.
    """

    id: Named[int] = Column(RowId, primary_key=True)
    topic: Named[str] = Column(String(200))
    flow: Named[str] = Column(String(64))
    at: Named[float] = Column(Float(53))
    reached: Named[str] = Column(String(64), default="")
    schedule_id: Named[int | None] = Column(BigInteger)
    finished_at: Named[float | None] = Column(Float(53))
    cancelled_at: Named[float | None] = Column(Float(53))


BROADCAST = Table("broadcast", METADATA, BroadcastRow)


class BroadcastTurn(TypedColumns):
    """One person's turn in a broadcast, so that nobody has two.

    `outcome` is queued, resting (the token may not be used yet), missed (it was stopped or used
    meanwhile) or silent (the flow had no message).
    """

    broadcast_id: Named[int] = Column(BigInteger, primary_key=True)
    psid: Named[str] = Column(String(64), primary_key=True)
    outcome: Named[str] = Column(String(16))


BROADCAST_TURN = Table("broadcast_turn", METADATA, BroadcastTurn)


class MilestoneRow(TypedColumns):
    """What a person reached by a campaign, once; `who` is a keyed hash and not their PSID."""

    who: Named[str] = Column(String(16), primary_key=True)
    kind: Named[str] = Column(String(8), primary_key=True)
    campaign: Named[str] = Column(String(200), primary_key=True)
    milestone: Named[str] = Column(String(16), primary_key=True)
    at: Named[float] = Column(Float(53))


MILESTONE = Table("milestone", METADATA, MilestoneRow, sqlite_with_rowid=False)


class CampaignDay(TypedColumns):
    """How many reached a milestone of a campaign on one day (UTC): what /campaigns adds up.

    In the order in which they are added up: of thousands of campaigns in a tenth of the time.
    """

    kind: Named[str] = Column(String(8), primary_key=True)
    campaign: Named[str] = Column(String(200), primary_key=True)
    milestone: Named[str] = Column(String(16), primary_key=True)
    day: Named[date] = Column(Date, primary_key=True)
    people: Named[int] = Column(Integer)


CAMPAIGN_DAY = Table("campaign_day", METADATA, CampaignDay, sqlite_with_rowid=False)


class ForgottenRow(TypedColumns):
    """Someone who asked to be forgotten: a keyed hash of their PSID, and when.

    Their opt-ins live on at Meta, and only so is it known not to take them over again.
    """

    who: Named[str] = Column(String(16), primary_key=True)
    at: Named[float] = Column(Float(53))


FORGOTTEN = Table("forgotten", METADATA, ForgottenRow)
