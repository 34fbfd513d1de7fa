"""What schemas cannot say: the chain of dates, what must cover what, monitoring, positions and cartogram."""

from __future__ import annotations

from ubb4 import Rule

from project1_risk.rules import chain, coverage, monitoring, publication

ALL: tuple[Rule, ...] = tuple(
    value
    for module in (chain, publication, coverage, monitoring)
    for value in vars(module).values()
    if isinstance(value, Rule)
)
