"""The cap on calls, as far as it can be told without waiting: when it is busy."""

from bot.cap import Cap


def test_after_a_pause_two_calls_leave_at_once_and_the_next_waits() -> None:
    """So do what says "seen" and the first word."""
    cap = Cap(processes=300)
    cap.wait()
    assert not cap.is_busy
    cap.wait()
    assert cap.is_busy
