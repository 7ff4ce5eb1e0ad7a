"""The cap on calls, as far as it can be told without waiting: when it is busy."""

from bot.cap import Cap


def test_one_call_after_another_is_not_busy_many_at_once_are() -> None:
    """Else no typing dots would follow a message that Meta took quickly."""
    cap = Cap(processes=1)
    assert not cap.is_busy
    cap.wait()
    assert not cap.is_busy
    slow = Cap(processes=300)
    slow.wait()
    assert slow.is_busy
