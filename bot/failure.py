"""Where a flow failed and why, in words that may be logged: they repeat nothing of a person's."""

import inspect
import traceback
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FrameType

from bot.flow import Handler
from bot.messages.limits import LimitError
from bot.steps import Steps


def explain(error: Exception, handlers: Iterable[Handler], running: Sequence[Steps]) -> str:
    """The kind of error and the flow's own line: `KeyError at bot/flows/wrong.py:8 announce`.

    The text of an error could hold what a person wrote; that of a broken limit cannot, and is told.
    """
    folders = {_folder(inspect.unwrap(handler).__code__) for handler in handlers}
    raised = [(frame, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    in_flows = [at for at in raised if _folder(at[0].f_code) in folders]
    # Where nothing in the flow has failed, what it yielded was wrong: it still stands there.
    frame, line = [*raised[-1:], *_standing(running), *in_flows][-1]
    module = str(frame.f_globals["__name__"]).replace(".", "/")
    told = f": {error}" if isinstance(error, LimitError) else ""
    return f"{type(error).__name__} at {module}.py:{line} {frame.f_code.co_name}{told}"


def _folder(code: CodeType) -> Path:
    return Path(code.co_filename).parent


def _standing(running: Sequence[Steps]) -> Iterator[tuple[FrameType, int]]:
    """The frames that have yielded and wait to go on, the innermost last."""
    for steps in running:
        flow: object = steps
        while inspect.isgenerator(flow):
            if flow.gi_suspended and flow.gi_frame:
                yield flow.gi_frame, flow.gi_frame.f_lineno
            flow = flow.gi_yieldfrom
