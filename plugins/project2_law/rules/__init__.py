"""What schemas cannot say: order of dates, legal force, heads, hiring, gifts, quarters, and how things are typed."""

from __future__ import annotations

from project2_law.rules import acts, demanded, heads, hiring, quarters, typing
from ubb4 import Rule

ALL: tuple[Rule, ...] = tuple(
    value for module in (acts, demanded, heads, hiring, quarters, typing) for value in vars(module).values() if isinstance(value, Rule)
)
