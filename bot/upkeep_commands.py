"""The `flask …` commands of whoever keeps the bot running: doctor, inbox, retry."""

import dataclasses
import json

import click
from flask import Blueprint

from bot.doctor import Line, Patient, State, examine

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
