"""The slips of the instruction's text are data: all of them, each with the reading chosen."""

from __future__ import annotations

from conftest import BUNDLED
from ubb4.base.settings import Settings
from ubb4.plugins.hearing import hear

TOOLKIT = hear(Settings(enabled=tuple(BUNDLED)))
ERRATA = [
    *TOOLKIT.common.edition.errata,
    *(erratum for plugin in TOOLKIT.plugins for erratum in plugin.project.edition.errata),
]


def test_every_slip_is_there_once() -> None:
    listed = [place for erratum in ERRATA for place in erratum.listed]
    assert len(listed) == len(set(listed))
    assert {place for place in listed if place.startswith("domain")} == {f"domain 1.6.{n}" for n in range(1, 18)}
    assert {place for place in listed if place[-1:].isdigit() and place.startswith("requirements ")} >= {f"requirements {n}" for n in range(1, 7)}
    # seventeen of the fact base, the sixth of the requirements' list, and two that its tables tell
    assert len(ERRATA) == 20


def test_every_slip_has_a_reading() -> None:
    assert all(erratum.text and erratum.reading and erratum.place for erratum in ERRATA)
    assert len({erratum.id for erratum in ERRATA}) == len(ERRATA)
