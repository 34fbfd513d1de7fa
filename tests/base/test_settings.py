"""Whose settings are in force: the folder's, the user's own, or those that an administrator laid beside an installation."""

from __future__ import annotations

from pathlib import Path

import pytest

from ubb4.base import settings

TEAM = '# chosen by the team\n[plugins]\nenabled = ["project3_compliance"]\n'


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the installer lays it, this Python in it, a user without settings, a folder with none."""
    place = tmp_path / "ubb4"
    (place / "python").mkdir(parents=True)
    (place / "ubb4.cmd").write_text("")
    monkeypatch.delenv("UBB4_SETTINGS")
    monkeypatch.setattr("sys.prefix", str(place / "python"))
    monkeypatch.setattr(settings, "own_folder", lambda: tmp_path / "own")
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    return place


def test_the_teams_file_holds_where_the_user_has_none(installation: Path) -> None:
    assert settings.find() is None
    (installation / settings.NAME).write_text(TEAM)
    assert settings.read().enabled == ("project3_compliance",)
    assert not settings.of_others(settings.find()), "it is no file that lies in a folder by chance"
    own = settings.own_folder() / settings.NAME
    own.parent.mkdir()
    own.write_text('[plugins]\nenabled = ["project1_risk"]\n')
    assert settings.read().enabled == ("project1_risk",)


def test_what_the_user_chooses_begins_with_it_and_leaves_it_alone(installation: Path) -> None:
    (installation / settings.NAME).write_text(TEAM)
    assert settings.write_language("ru") == settings.own_folder() / settings.NAME
    assert (installation / settings.NAME).read_text() == TEAM
    found = settings.read()
    assert (found.enabled, found.language) == (("project3_compliance",), "ru")
    assert "# chosen by the team" in (settings.own_folder() / settings.NAME).read_text()


def test_the_installer_works_in_its_folder_and_goes_by_what_the_user_has_chosen(installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (installation / settings.NAME).write_text(TEAM)
    own = settings.own_folder() / settings.NAME
    own.parent.mkdir()
    own.write_text('[plugins]\nenabled = ["project1_risk"]\n')
    monkeypatch.chdir(installation / "python")
    assert settings.read().enabled == ("project1_risk",)
    own.unlink()
    assert settings.read().enabled == ("project3_compliance",)


def test_a_folder_that_is_no_installation_gives_nothing(installation: Path) -> None:
    (installation / settings.NAME).write_text(TEAM)
    (installation / "ubb4.cmd").unlink()
    assert settings.find() is None
