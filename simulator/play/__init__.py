"""Play people against a bot from Python: what the pytest plugin and `replay` are made of."""

from simulator.play.person import Json, Person
from simulator.play.stage import CannotPlay, Stage
from simulator.play.world import World

__all__ = ["CannotPlay", "Json", "Person", "Stage", "World"]
