"""The plan past one machine is arithmetic, and docs/scaling.md shows what it comes to."""

from benchmarks import plan, table
from benchmarks.plan import Costs
from tests.processes import ROOT

SCALING = ROOT / "docs/scaling.md"


def carried(costs: Costs) -> dict[str, str]:
    """Events a second, by part."""
    return {part: events for part, events, _ in plan.limits(costs)}


def test_the_page_shows_what_the_program_prints() -> None:
    page, costs = SCALING.read_text(), Costs()
    shown = [(plan.LIMITS, plan.limits(costs)), (plan.GROWTH, plan.growth(costs, plan.TIMES))]
    for head, rows in shown:
        assert "\n".join(table.lines(head, rows)) in page, "run `make plan` and paste its tables"


def test_each_part_carries_what_its_cost_allows() -> None:
    costs = Costs(message_ms=4, webhook_ms=2, messages=2, profiles=1, latency=0.1, threads=60)
    parts = carried(costs)
    assert parts["Meta's cap, of one Page"] == "146"
    assert parts["one process as cloned"] == "125"
    assert parts["a web process that only receives"] == "500"
    assert parts["a process of workers: its processor"] == "167"
    assert parts["a process of workers: its 60 threads"] == "200"


def test_more_than_the_cap_takes_more_pages_and_what_one_process_can_do_takes_no_more() -> None:
    costs = Costs(events_a_day=24_000, busiest_hour=0.15, message_ms=4.0)
    little, much = plan.growth(costs, [1, 300])
    assert (little[1], little[3], little[-1]) == ("1.0", "1", "nothing")
    assert (much[1], much[3]) == ("300.0", "3")
    assert "3 Pages" in much[-1]
