"""Broadcasts that come again: when a schedule is due next, and planning each run exactly once."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from bot.store import broadcasts, schedules
from bot.store.database import Database
from bot.store.schedules import Schedule

log = logging.getLogger(__name__)

_DAY = 86_400.0


class ScheduleError(ValueError):
    """A schedule that cannot be; the message says how it is written."""


def next_time(cron: str, timezone: str, after: float) -> float:
    """When `cron` comes next after a time, both in seconds since 1970. Raises ScheduleError.

    A wall-clock time that a change to summer time leaves out comes right after it.
    """
    try:
        zone = ZoneInfo(timezone)
    except (ValueError, OSError, LookupError):
        raise ScheduleError(
            f"{timezone!r} is no time zone; write one like Europe/Lisbon or UTC"
        ) from None
    if len(cron.split()) != 5:
        raise ScheduleError(f'{cron!r} has not five fields; write it like "0 10 * * mon"')
    try:
        return next(CronSim(cron, datetime.fromtimestamp(after, UTC).astimezone(zone))).timestamp()
    except (CronSimError, StopIteration) as error:
        why = str(error) or "it never comes"
        raise ScheduleError(f'{cron!r}: {why}; write it like "0 10 * * mon"') from None


@dataclass(frozen=True)
class Schedules:
    """Plans the broadcasts whose schedules are due; not while recurring messages are off."""

    database: Database
    is_on: bool

    def plan_due(self, now: float) -> None:
        """One broadcast for each schedule that is due, however many runs were missed."""
        with self.database.reading() as connection:
            due = schedules.listing(connection, due_by=now)
        for schedule in due:
            self._plan(schedule, now)

    def _plan(self, schedule: Schedule, now: float) -> None:
        try:
            next_at = next_time(schedule.cron, schedule.timezone, now)
        except ScheduleError as error:
            # As where this machine lacks its time zone; what else is due goes on.
            log.error("schedule %d is put off for a day: %s", schedule.id, error)
            with self.database.writing() as connection:
                schedules.move_on(connection, schedule, now + _DAY)
            return
        with self.database.writing() as connection:
            if not schedules.move_on(connection, schedule, next_at):
                return
            if self.is_on:
                number = broadcasts.plan(
                    connection, schedule.topic, schedule.flow, schedule.next_at, now, schedule.id
                )
        if self.is_on:
            log.info("schedule %d is due: broadcast %d begins", schedule.id, number)
        else:
            log.warning(
                "schedule %d is due, but RECURRING_NOTIFICATIONS is off: nothing is sent",
                schedule.id,
            )
