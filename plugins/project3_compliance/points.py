"""Points for a share of entities: 0.2 for each 10 %, as the edition reads the unclear places (instruction, P3.T2.S9).

Counted in whole numbers and fractions: 90 % is never 89.99 %.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ubb4 import Edition


@dataclass(frozen=True, slots=True)
class Scale:
    """`for_ten` points for each ten percent; `linear`: in between too; below `floor` percent nothing where `zero_below`."""

    for_ten: Fraction
    floor: Fraction
    linear: bool
    zero_below: bool

    @classmethod
    def of(cls, law: Edition) -> Scale:
        """The scale as the edition, or the team, reads it."""
        return cls(
            Fraction(str(law.limit("points_for_ten").value)),
            Fraction(str(law.limit("points_floor").value)),
            law.reading("score_between_tens").value == "linear",
            law.reading("score_below_floor").value == "zero",
        )

    def points(self, numerator: int, denominator: int) -> Fraction:
        """The points of a share; the denominator is positive."""
        percent = Fraction(100 * numerator, denominator)
        if self.zero_below and percent < self.floor:
            return Fraction(0)
        tens = percent / 10
        return self.for_ten * (tens if self.linear else int(tens))

    def lift(self, numerator: int, denominator: int) -> tuple[int, Fraction] | None:
        """(how many more, how many points they bring) until the points next rise; None when all are there."""
        now = self.points(numerator, denominator)
        for more in range(1, denominator - numerator + 1):
            gain = self.points(numerator + more, denominator) - now
            if gain > 0:
                return more, gain
        return None
