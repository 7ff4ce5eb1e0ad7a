"""What is said where something cannot be made as it was asked for."""


class Refusal(ValueError):
    """`part` is the parameter to change, `suggestion` what it could be, "" for none."""

    def __init__(self, part: str, problem: str, suggestion: str = "") -> None:
        super().__init__(f"{problem} Try: {suggestion}" if suggestion else problem)
        self.part, self.problem, self.suggestion = part, problem, suggestion
