"""Authorities bear the name of the document's own day; kinds of body are data in two places that agree."""

from __future__ import annotations

from datetime import date

import pytest

from conftest import BUNDLED
from ubb4.base.settings import Settings
from ubb4.base.spelling import folded
from ubb4.base.text import speaking
from ubb4.plugins.hearing import hear
from ubb4.plugins.toolkit import common_project


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_service_moved_on_30_june_2025(language: str) -> None:
    edition = common_project().edition
    with speaking(language):
        before = edition.authority("service", date(2025, 6, 29))
        after = edition.authority("service", date(2025, 6, 30))
    assert before != after
    assert {"kk": "Ұлттық қауіпсіздік", "ru": "национальной безопасности", "en": "National Security"}[language] in after


def test_a_day_before_every_row_is_told() -> None:
    with pytest.raises(KeyError):
        common_project().edition.authority("service", date(2001, 1, 1))


def test_kinds_of_body_agree_with_the_front_page() -> None:
    common = common_project()
    organisation = next(register for register in common.registers if register.name == "organisation")
    assert {kind.id: kind.title for kind in common.edition.kinds} == dict(organisation.column("kind").choices)
    assert len(common.edition.kinds) == 9


def test_a_label_that_was_once_another_is_still_read() -> None:
    """Workbooks that were filled with the former words of a list keep their answers."""
    toolkit = hear(Settings(enabled=tuple(BUNDLED)))
    former = [(column, key, words) for register in toolkit.registers for column in register.columns for key, words in column.schema.get("x-former", {}).items()]
    assert former, "the common registers alone have some"
    for column, key, words in former:
        assert key in column.choices, (column.name, key)
        assert [column.choice_of[folded(each)] for each in words] == [key] * len(words), column.name
