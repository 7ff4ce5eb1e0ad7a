"""The `flask …` commands of whoever keeps the bot running: doctor, inbox, retry."""

import dataclasses
import json

import click
from flask import Blueprint

from bot.doctor import Line, Patient, State, examine
from bot.moments import shown
from bot.store import stuck

_DAY = 86_400.0
_COLOURS = {State.FINE: "green", State.LOOK: "yellow", State.BROKEN: "red"}


def upkeep_commands(patient: Patient) -> Blueprint:
    """A blueprint that only carries commands."""
    blueprint = Blueprint("upkeep", __name__, cli_group=None)

    @blueprint.cli.command("doctor")
    @click.option("--json", "as_json", is_flag=True, help="For a program to read.")
    @click.pass_context
    def doctor(context: click.Context, as_json: bool) -> None:
        """Look at all that the bot needs, and say the cure; exit code 1 where something is broken.

        The bot must be running. Nothing is changed.
        """
        lines = []
        for line in examine(dataclasses.replace(patient)):  # each time anew, nothing remembered
            lines.append(line)
            if not as_json:
                _show(line)
        count = {state: sum(line.finding.state is state for line in lines) for state in State}
        if as_json:
            click.echo(json.dumps([_facts(line) for line in lines], indent=2))
        else:
            click.echo(", ".join(f"{number} {state.value}" for state, number in count.items()))
        context.exit(1 if count[State.BROKEN] else 0)

    @blueprint.cli.command("inbox")
    @click.option("--most", default=50, show_default=True, help="So many of each kind.")
    def inbox(most: int) -> None:
        """Show what waits (events for an answer, messages for Meta) and where a flow has failed."""
        row = "{:<13} {:<9} {:<20} {:<21} {:<6} {}"
        click.echo(row.format("WHAT", "ID", "PSID", "SINCE OR DUE", "TRIES", "WHY"))
        with patient.database.reading() as connection:
            for it in stuck.listing(connection, patient.clock() - _DAY, most):
                refused = "" if it.code is None else f"code {it.code}, subcode {it.subcode}"
                at = shown(it.since)
                click.echo(
                    row.format(it.what, it.id, it.psid, at, it.attempts or "-", it.why or refused)
                )

    @blueprint.cli.command("retry")
    @click.argument("psid", required=False)
    @click.option("--failed", is_flag=True, help="Also where a flow failed in the last day.")
    def retry(psid: str | None, failed: bool) -> None:
        """Send what waits at once, of everybody or of PSID; the running bot does it."""
        now = patient.clock()
        with patient.database.writing() as connection:
            reopened = stuck.reopen(connection, now - _DAY, now, psid) if failed else 0
            people = stuck.release(connection, now, psid)
        click.echo(f"{people} conversations go on now; {reopened} events are answered anew.")

    return blueprint


def _show(line: Line) -> None:
    state = click.style(f"{line.finding.state.value:<6}", fg=_COLOURS[line.finding.state])
    click.echo(f"{state}  {line.group}: {line.finding.says}")
    if line.finding.cure:
        click.echo(f"        → {line.finding.cure}")


def _facts(line: Line) -> dict[str, str]:
    finding = line.finding
    return {
        "group": line.group,
        "check": line.name,
        "state": finding.state.value,
        "says": finding.says,
        "cure": finding.cure,
    }
