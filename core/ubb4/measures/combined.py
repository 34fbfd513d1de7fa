"""Measures of many bodies together: counts and shares are made of the parts' own numbers, each part counted by its own rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction

from ubb4.base.problem import Problem
from ubb4.book.book import Book
from ubb4.law.edition import Edition
from ubb4.measures.figures import Figure, figures, half_up, percent
from ubb4.measures.measure import Measure, Measured

Parts = Sequence[tuple[Sequence[Figure], Sequence[Problem]]]


def combined(book: Book, measures: Iterable[tuple[str, Edition, Sequence[Measure]]], parts: Parts) -> tuple[list[Figure], list[Problem]]:
    """The measures of the whole, in the plugins' order; one that no sum can say (a score) is counted on all rows together."""
    found: dict[str, list[Measured]] = defaultdict(list)
    for each, __ in parts:
        for figure in each:
            found[figure.measure.name].append(figure.measured)
    whole, problems = list[Figure](), [problem for __, failed in parts for problem in failed]
    for plugin, law, own in measures:
        for measure in own:
            mine = found.get(measure.name, [])
            if not mine:
                continue
            summed = together(measure.unit, mine)
            if summed is not None:
                whole.append(Figure(plugin, measure, summed))
            else:
                counted, failed = figures(book, [(plugin, law, [measure])])
                whole += counted
                problems += failed
    return whole, problems


def together(unit: str, parts: Sequence[Measured]) -> Measured | None:
    """One measure of several parts; None where it is no sum of theirs."""
    rows = tuple(row for each in parts for row in each.rows)
    missing = tuple(row for each in parts for row in each.missing)
    numerator, denominator = _sum(each.numerator for each in parts), _sum(each.denominator for each in parts)
    if unit == "count":
        return Measured(_sum(each.value for each in parts), numerator, denominator, rows, missing)
    counted = [each for each in parts if each.value is not None or each.denominator]
    if unit not in ("percent", "days", "working_days") or any(each.numerator is None or each.denominator is None for each in counted):
        return None
    if not denominator or numerator is None:
        return Measured(None, numerator, denominator, rows, missing)
    value = percent(numerator, denominator, 2) if unit == "percent" else half_up(Fraction(numerator) / Fraction(denominator), 1)
    return Measured(value, numerator, denominator, rows, missing)


def _sum(values: Iterable[float | None]) -> float | None:
    there = [value for value in values if value is not None]
    return sum(there) if there else None
