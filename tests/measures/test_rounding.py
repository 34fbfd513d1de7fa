"""Shares are counted exactly and rounded as people round: a half goes up. The witness is the decimal module's own ROUND_HALF_UP."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ubb4.measures.figures import half_up, percent


@pytest.mark.parametrize(("part", "whole", "told"), [(2, 64, 3.13), (1, 32, 3.13), (1, 3, 33.33), (2, 3, 66.67), (0, 7, 0.0), (7, 7, 100.0)])
def test_a_half_goes_up(part: int, whole: int, told: float) -> None:
    assert percent(part, whole, 2) == told


@given(st.integers(0, 10_000), st.integers(1, 10_000), st.integers(0, 3))
def test_it_is_what_the_decimal_module_says(part: int, whole: int, places: int) -> None:
    with localcontext() as context:
        context.prec = 60
        wanted = (Decimal(100 * part) / whole).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert percent(part, whole, places) == float(wanted)
    assert half_up(part, places) == part
