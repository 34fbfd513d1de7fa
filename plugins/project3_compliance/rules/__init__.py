"""What schemas cannot say: documents and their links, quarters, certificates, one entity alone."""

from __future__ import annotations

from project3_compliance.rules import certificates, documents, entities, trainings
from ubb4 import Rule

ALL: tuple[Rule, ...] = tuple(value for module in (entities, documents, trainings, certificates) for value in vars(module).values() if isinstance(value, Rule))
