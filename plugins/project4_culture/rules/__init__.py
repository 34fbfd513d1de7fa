"""What schemas cannot say: quarters and months filled, sums, training, exposed positions, acts explained."""

from __future__ import annotations

from project4_culture.rules import events, meetings, prevention, promotion, social_order, training
from ubb4 import Rule

ALL: tuple[Rule, ...] = tuple(
    value for module in (meetings, social_order, training, events, prevention, promotion) for value in vars(module).values() if isinstance(value, Rule)
)
