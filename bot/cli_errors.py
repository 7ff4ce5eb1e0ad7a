"""What a `flask …` command says where the database fails it: a sentence with the cure."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from bot.store.database import DatabaseError


def tell_plainly(commands: click.Group) -> None:
    """Let every command of the group, at any depth, end with a sentence in place of a traceback
    where the database is away or its tables are missing.
    """
    for command in commands.commands.values():
        if isinstance(command, click.Group):
            tell_plainly(command)
        if command.callback:
            command.callback = _told(command.callback)


def _told(run: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(run)
    def command(*arguments: Any, **options: Any) -> Any:
        try:
            return run(*arguments, **options)
        except DatabaseError as error:
            raise click.ClickException(
                f"The database cannot be used ({type(error).__name__}). Start it, or set "
                "DATABASE_URL to where it is; where its tables are missing or old, run: "
                "flask migrate"
            ) from None

    return command
