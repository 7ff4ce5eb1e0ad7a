"""What campaigns are measured by, in which words, and the report on a period."""

from dataclasses import dataclass

from bot.milestones import Milestone


class Counts(dict[str, int]):
    """How many reached each milestone; none where nothing is said of it."""

    def __missing__(self, milestone: str) -> int:
        return 0

    @property
    def came(self) -> int:
        """How many people came, each once."""
        return self[Milestone.NEW] + self[Milestone.RETURNING]

    def share(self, of: int) -> int:
        """`of` in percent of the people who came; 0 where nobody did."""
        return round(100 * of / self.came) if self.came else 0


@dataclass(frozen=True)
class Measure:
    """One thing that is counted: what it is called, what it means, and of which milestones."""

    title: str
    meaning: str
    milestones: tuple[Milestone, ...]

    def of(self, counts: Counts) -> int:
        """The number itself."""
        return sum(counts[milestone] for milestone in self.milestones)


CLICKS = Measure("Clicks", "times a link brought somebody here", (Milestone.CLICK,))
NEW = Measure("New", "people whom the Page did not know", (Milestone.NEW,))
RETURNING = Measure("Returning", "people whom the Page knew", (Milestone.RETURNING,))
CAME = Measure("Came", "people, new and returning", (Milestone.NEW, Milestone.RETURNING))
SHOWN = Measure("Coupon shown", "people who were given a coupon", (Milestone.SHOWN,))
REVEALED = Measure("Revealed", "people who uncovered its code", (Milestone.REVEALED,))
FOLLOWED = Measure("To the shop", "people who followed a link there", (Milestone.FOLLOWED,))
OPTED_IN = Measure("Opted in", "people who allowed messages", (Milestone.OPTED_IN,))
STOPPED = Measure("Stopped", "people who ended them", (Milestone.STOPPED,))

TILES = (CLICKS, CAME, SHOWN, REVEALED, FOLLOWED, OPTED_IN, STOPPED)
FUNNEL = (CAME, SHOWN, REVEALED, FOLLOWED, OPTED_IN, STOPPED)
COLUMNS = (CLICKS, NEW, RETURNING, SHOWN, REVEALED, FOLLOWED, OPTED_IN, STOPPED)
