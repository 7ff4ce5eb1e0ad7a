"""/sim/clock: stops the simulator's time, moves it forward, jumps to the end of a window."""

from typing import Any

from flask import jsonify

from simulator.clock import DAY, SECOND
from simulator.script.asking import Answer, BadRequest, blueprint, body, messenger, text, thread_of

FARTHEST = 3650 * DAY  # ten years ahead of real time

clock = blueprint("clock")


@clock.get("/clock")
def show() -> Answer:
    """What time it is there."""
    with messenger().lock:
        return jsonify(_shown())


@clock.post("/clock")
def move() -> Answer:
    """`{"pause": true|false}`, `{"forward": seconds}`, `{"to": epoch ms}` or
    `{"to": "window_end", "psid"}`; `pause` may stand beside one of the others."""
    given = body()
    if (
        not given
        or set(given) - {"pause", "forward", "to", "psid"}
        or {"forward", "to"} <= {*given}
    ):
        raise BadRequest("Give “pause” (true or false), “forward” (seconds) or “to”.")
    pause = given.get("pause")
    if pause not in (None, True, False):
        raise BadRequest("“pause” is true or false.")
    with messenger().lock:
        time = messenger().clock
        then = _then(given)
        if pause:
            time.pause(then)
        else:
            time.forward(then - time.now())
        if pause is False:
            time.go_on()
        messenger().clock_changed()
        return jsonify(_shown())


def _then(given: dict[str, Any]) -> int:
    """The time to move to; raise `BadRequest`."""
    time = messenger().clock
    now, then = time.now(), time.now()
    if "forward" in given:
        then += round(_number(given["forward"], "forward", "a number of seconds") * SECOND)
    elif "to" in given:
        then = _target(given["to"])
    if then < now:
        raise BadRequest("This time is over: the clock goes forward only.")
    if time.ahead + then - now > FARTHEST:
        raise BadRequest("The clock goes ten years ahead of real time at most.")
    return then


def _target(to: Any) -> int:
    if to != "window_end":
        return round(_number(to, "to", "“window_end” or a time in epoch milliseconds"))
    thread = thread_of(text("psid"))
    if thread.window_closes_at is None:
        raise BadRequest(f"{thread.person.name} has never opened a window.")
    return thread.window_closes_at


def _number(value: Any, key: str, wanted: str) -> float:
    if type(value) not in (int, float) or abs(value) > 1e15 or value != value:
        raise BadRequest(f"“{key}” is {wanted}.")
    return float(value)


def _shown() -> dict[str, Any]:
    time = messenger().clock
    return {"now": time.now(), "paused": time.paused, "ahead": time.ahead}
