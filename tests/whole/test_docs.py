"""Pages that are made from the plugins are fresh, and say of every empty cell why it is empty."""

from __future__ import annotations

import re
import subprocess
import sys

from conftest import ROOT


def test_the_coverage_page_is_fresh() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "tools" / "coverage.py"), "--check"], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


def test_every_subtask_and_annex_is_there_and_no_cell_is_empty() -> None:
    page = (ROOT / "docs" / "coverage.md").read_text("utf-8")
    rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in page.splitlines() if line.startswith("| ")]
    subtasks = [row for row in rows if re.match(r"P\d\.T\d\.S\d", row[0])]
    assert len({row[0].split()[0] for row in subtasks}) == len(subtasks) == 39
    assert [row[0] for row in rows if row[0].isdigit()] == ["1", "2", "3", "4", "5", "6"]
    for row in (*subtasks, *(row for row in rows if row[0].isdigit())):
        assert all(row), row
        for cell in row:
            if cell.startswith("not"):
                assert re.fullmatch(r"not in the instruction: no (term|document|study), lines \d+–\d+", cell), cell


def test_the_makers_page_is_fresh() -> None:

    sys.path.insert(0, str(ROOT / "tools"))
    import maker  # type: ignore[import-not-found]

    text = maker.PAGE.read_text("utf-8")
    assert text == maker.page(text), "run: python tools/maker.py"
    assert all(f"<!-- {name} -->" in text for name in maker.PARTS)
    assert text.count("provide_") >= 7


def test_the_command_lines_of_the_readme_exist() -> None:
    """Every `ubb4 …` of the README names a command and options that there are."""
    import re

    import click

    from ubb4.cli import root

    lines = re.findall(r"^    ubb4 (.+)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert len(lines) > 20
    context = click.Context(root)
    for line in lines:
        words = line.partition("  #")[0].split()
        command: click.Command | None = root.get_command(context, words[0])
        assert command is not None, line
        rest = words[1:]
        if isinstance(command, click.Group):
            for name in (each for each in rest[0:1] if each != "|"):
                command = command.get_command(context, name)
                assert command is not None, line
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        assert [word for word in rest if word.startswith("-") and word.partition("=")[0] not in known] == [], line


def test_every_change_is_told_in_three_languages() -> None:
    """What the doctor says is new: each fragment of a feature or a fix has its line in Kazakh and Russian, and no line is without its fragment."""
    import tomllib

    from ubb4.base import news
    from ubb4.base.text import speaking

    told = tomllib.loads((ROOT / "changes" / "news.toml").read_text("utf-8"))
    fragments = {path.name.split(".")[0]: path.name.split(".")[1] for path in (ROOT / "changes").glob("*.*.md")}
    wanted = {name: kind for name, kind in fragments.items() if kind in news.KINDS}
    assert len(list((ROOT / "changes").glob("*.*.md"))) == len(fragments), "two fragments of one name"
    assert wanted.items() <= {name: each["kind"] for name, each in told.items()}.items()
    assert all(set(each) == {"kind", "kk", "ru", "en"} and all(each.values()) for each in told.values())
    for language in ("kk", "ru", "en"):
        assert len({each[language] for each in told.values()}) == len(told)
        with speaking(language):
            assert [line for kind in news.KINDS for line in news.lines(kind)] == [
                each[language] for kind in news.KINDS for each in told.values() if each["kind"] == kind
            ]


def test_every_field_that_the_instruction_names_has_its_rule_or_its_reason() -> None:
    """Each column is emptied in the demonstrations: the page says what spoke, and is fresh."""

    done = subprocess.run([sys.executable, ROOT / "tools" / "fields.py", "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_table_of_rules_is_fresh_and_no_error_is_without_a_norm() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "tools" / "rules.py"), "--check"], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, "run: python tools/rules.py"
    rows = [
        [cell.strip() for cell in line.strip("|\n").split("|")]
        for line in (ROOT / "docs" / "rules.md").read_text("utf-8").splitlines()
        if line.startswith("| `")
    ]
    assert len(rows) > 100
    for code, severity, __, ___, norm in rows:
        assert severity != "error" or re.search(r"нұсқаулық|бап|кітаптың өзі|қосымша|қағидалар", norm), code
        assert severity != "error" or "тәжірибе" not in norm, code


def test_the_witnesses_that_are_named_are_there() -> None:
    text = (ROOT / "docs" / "decisions" / "screen.md").read_text("utf-8")
    named = re.findall(r"(tests/[\w/]+\.py)(?:::(\w+))?", text)
    assert len(named) > 15
    missing = [f"{path}::{name}" for path, name in named if f"def {name}" not in (ROOT / path).read_text("utf-8")]
    assert missing == []
