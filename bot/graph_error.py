"""What Graph's refusals mean: try again later, never, or mend the token first.

Source: Meta, "Error codes" of the Messenger Platform and "Rate limiting" of the Graph API.
"""

import enum
from json import loads

from bot.parse.values import as_objects

# Meta takes these later: temporary trouble, rate limits, a Page or thread held up for a while.
_LATER_CODES = {1, 2, 4, 17, 32, 341, 613, 80001, 80006, 2018321}
_LATER_SUBCODES = {1404170, 1893063, 2018321}
# Never, although their code says later.
_NEVER_SUBCODES = {2018382, 1893016, 2018354}

# Messenger's calls of this Page are throttled, and a header tells for how long.
_THROTTLED = 80006
# Seconds; longer it is not believed: access may be back before, and conversations wait for it.
_LONGEST_WAIT = 3600.0

# The Page may not know this of people: as a code or as a subcode.
MISSING_PERMISSION = 2018247


class Verdict(enum.Enum):
    """What an error means for the call: try again later, never, or mend the token first."""

    LATER = "later"
    NEVER = "never"
    TOKEN = "token"  # noqa: S105 (a word, not a secret)


class GraphError(Exception):
    """Graph refused a call, or could not be reached (then `status` is None).

    `nobody_at` is the address of this machine where nobody answered, "" where it is Meta's. `wait`
    is how long Meta says that it will take nothing, in seconds, 0 where it does not say.
    """

    def __init__(
        self,
        verdict: Verdict,
        status: int | None = None,
        code: int | None = None,
        subcode: int | None = None,
        trace_id: str | None = None,
        nobody_at: str = "",
        wait: float = 0.0,
    ) -> None:
        if nobody_at:
            super().__init__(
                f"nothing answers at {nobody_at}: is the pocket Messenger running there?"
            )
        elif status is None:
            super().__init__("Graph is out of reach")
        else:
            super().__init__(f"HTTP {status}, code {code}, subcode {subcode}, trace {trace_id}")
        self.verdict, self.status, self.code = verdict, status, code
        self.subcode, self.trace_id, self.nobody_at = subcode, trace_id, nobody_at
        self.wait = wait

    @property
    def sentence(self) -> str:
        """What a command says of it."""
        text = str(self)
        return text[0].upper() + text[1:] if self.nobody_at else f"Meta refused ({text})."


def error_of(status: int, body: object, usage: str | None = None) -> GraphError:
    """What Graph's error object means; `usage` is the header X-Business-Use-Case-Usage."""
    error = body if isinstance(body, dict) else {}
    code, subcode = _number(error.get("code")), _number(error.get("error_subcode"))
    trace_id = _word(error.get("fbtrace_id"))
    wait = _wait(usage) if code == _THROTTLED else 0.0
    return GraphError(_verdict(status, code, subcode), status, code, subcode, trace_id, wait=wait)


def _verdict(status: int, code: int | None, subcode: int | None) -> Verdict:
    if code == 190:
        return Verdict.TOKEN
    if subcode in _NEVER_SUBCODES:
        return Verdict.NEVER
    later = code in _LATER_CODES or subcode in _LATER_SUBCODES or status == 429 or status >= 500
    return Verdict.LATER if later else Verdict.NEVER


def _wait(usage: str | None) -> float:
    """Seconds until Messenger's calls are taken again, as far as that is told and believed."""
    try:
        told = loads(usage or "{}")
    except (ValueError, RecursionError):
        return 0.0
    kinds = told.values() if isinstance(told, dict) else ()
    cases = [case for kind in kinds for case in as_objects(kind) if case.get("type") == "messenger"]
    minutes = [_number(case.get("estimated_time_to_regain_access")) or 0 for case in cases]
    return min(60.0 * max([0, *minutes]), _LONGEST_WAIT)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and abs(value) < 1 << 31 else None


def _word(value: object) -> str | None:
    return value[:64].replace("\0", "") if isinstance(value, str) and value else None
