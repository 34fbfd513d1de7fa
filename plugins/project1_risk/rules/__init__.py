"""What schemas cannot say: the chain of dates, what must cover what, monitoring, positions and cartogram."""

from __future__ import annotations

from project1_risk.rules import chain, coverage, demanded, discussion, monitoring, publication, readings
from ubb4 import Rule

ALL: tuple[Rule, ...] = tuple(
    value for module in (chain, discussion, publication, coverage, monitoring, readings, demanded) for value in vars(module).values() if isinstance(value, Rule)
)
