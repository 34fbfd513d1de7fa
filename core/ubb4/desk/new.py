"""A new workbook from the toolkit: which registers, their rows, and the next date of each subtask."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.problem import Problem
from ubb4.base.shipped import version
from ubb4.base.text import gettext as _
from ubb4.base.text import language, speaking
from ubb4.book.memory import book_of
from ubb4.checks import pairs
from ubb4.deadlines.due import instances
from ubb4.desk.desk import TEMPLATE_VERSION, Desk, old_editions
from ubb4.desk.opened import Opened, Options
from ubb4.excel.carried import Carried
from ubb4.excel.layout import Plan
from ubb4.excel.template import write
from ubb4.law.days import ROLLS
from ubb4.law.project import Project
from ubb4.measures.sentences import Line
from ubb4.plugins.toolkit import Toolkit

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def new_workbook(
    path: Path,
    organisation: Mapping[str, Any],
    rows: Rows,
    plugins: Sequence[str] | None,
    options: Options,
    toolkit: Toolkit | None = None,
    carried: Carried | None = None,
) -> list[Problem]:
    """Write the workbook of the enabled plugins (or those named), with what is carried from an older one; returns what could not be done."""
    desk = Desk(options, toolkit)
    desk.toolkit = desk.toolkit.of_year(int(organisation["year"]))
    if plugins is not None:
        _known(desk, plugins)
        desk.toolkit = replace(desk.toolkit, plugins=tuple(p for p in desk.toolkit.plugins if p.name in plugins))
    if not desk.toolkit.plugins:
        reasons = "; ".join(problem.message for problem in desk.toolkit.problems)
        raise UseError(_("Қосылған плагин жоқ, кітап жасалмады. {reasons}", reasons=reasons))
    _check_kind(desk, organisation.get("kind"))
    _check_rows(desk, organisation, rows)
    organisation = {**_how_it_counts(desk), **organisation}
    rows = _grid_rows(desk, organisation, rows)
    problems = list(desk.toolkit.problems)
    filled = {**rows, "map": _map_rows(desk, organisation, rows.get("map", ()))}
    opened = _opened(desk, organisation, filled)
    counted = list[Problem]()
    plan = Plan(
        common=desk.toolkit.common,
        projects=_projects(desk),
        organisation=organisation,
        rows=filled,
        book=opened.book,
        instances=instances(opened.book, opened.projects, roll=opened.book.roll, problems=counted),
        summary=_summary(desk, organisation, filled, problems),
        day=desk.options.today,
        carried=carried or Carried(),
        standing=tuple(old_editions(opened)),
        meta=_meta(desk),
    )
    write(path, plan)
    return [*problems, *counted]


def made_again(path: Path, opened: Opened, organisation: Mapping[str, Any], rows: Rows, carried: Carried | None = None) -> list[Problem]:
    """A new workbook of an opened one's plugins, in its language, with other rows; returns what could not be done."""
    names = [plugin.name for plugin in opened.plugins]
    with speaking(opened.book.meta.get("language") or language()):
        return new_workbook(path, organisation, rows, names, opened.options, carried=carried)


def filling(path: str | Path | None) -> tuple[dict[str, Any], Rows]:
    """The organisation and the rows that a .toml file holds; both empty without one."""
    if path is None:
        return {}, {}
    try:
        data = tomllib.loads(Path(path).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UseError(_("{file} оқылмады: {error}", file=path, error=error)) from error
    rows = {name: value for name, value in data.items() if isinstance(value, list)}
    return dict(data.get("organisation", {})), rows


def _known(desk: Desk, plugins: Sequence[str]) -> None:
    here = {plugin.name for plugin in desk.toolkit.plugins}
    unknown = [name for name in plugins if name not in here]
    if unknown:
        broken = [problem.message for problem in desk.toolkit.problems if problem.plugin in unknown]
        raise UseError(
            _(
                "Қосылмаған плагин: {names}. Қосу: ubb4 plugins enable {first}.",
                names=", ".join(unknown),
                first=unknown[0],
            )
            + "".join(f"\n{message}" for message in broken)
        )


def _check_kind(desk: Desk, kind: Any) -> None:
    known = [each.id for each in desk.toolkit.common.edition.kinds]
    if kind is None or kind not in known:
        raise UseError(_("Орган түрі (--kind) мыналардың бірі болуға тиіс: {known}.", known=", ".join(known)))


def _check_rows(desk: Desk, organisation: Mapping[str, Any], rows: Rows) -> None:
    """Every register and column of the filling is known; all mistakes at once."""
    registers = {register.name: register for register in desk.toolkit.registers}
    wrong = [f"[{name}]" for name in rows if name not in registers]
    for name in rows:
        if name in registers:
            columns = registers[name].by_name
            wrong += sorted({f"{name}.{column}" for row in rows[name] for column in row if column not in columns})
    wrong += [f"organisation.{key}" for key in organisation if key not in registers["organisation"].by_name]
    if wrong:
        raise UseError(_("Толтыру файлындағы белгісіз атаулар: {names}.", names=", ".join(wrong)))


def _map_rows(desk: Desk, organisation: Mapping[str, Any], given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The map's rows: those given, then every subtask that applies, with the instruction's heading beside it."""
    headings = {subtask.id: _(subtask.title) for project in _projects(desk) for subtask in project.subtasks if subtask.applies_to(organisation.get("kind"))}
    rows = [{"heading": headings.get(row.get("subtask", ""), ""), **row} for row in given]
    named = {row.get("subtask") for row in rows}
    return rows + [{"subtask": id, "heading": title} for id, title in headings.items() if id not in named]


def _grid_rows(desk: Desk, organisation: Mapping[str, Any], rows: Rows) -> Rows:
    """The rows given, and those that a register of pairs (x-grid) lacks for the keys given."""
    book = book_of(desk.toolkit.registers, rows, organisation)
    more = {register.name: pairs.rows(book[register.name], book) for register in desk.toolkit.registers if register.grid}
    return {**rows, **{name: [*rows.get(name, ()), *each] for name, each in more.items() if each}}


def _how_it_counts(desk: Desk) -> dict[str, str]:
    """The policies that the organisation sheet of a new workbook starts with."""
    roll = desk.settings.roll if desk.options.roll is None else desk.options.roll
    return {"policy": desk.options.policy or desk.settings.policy, "roll": ROLLS[not roll]}


def _projects(desk: Desk) -> list[Project]:
    return [plugin.project for plugin in desk.toolkit.plugins]


def _opened(desk: Desk, organisation: Mapping[str, Any], rows: Rows) -> Opened:
    """The workbook that these rows would make, opened."""
    book = book_of(desk.toolkit.registers, rows, organisation)
    desk.counting(book)
    book.meta = _meta(desk)
    return Opened(book, desk.toolkit, desk.options, desk.settings)


def _summary(desk: Desk, organisation: Mapping[str, Any], rows: Rows, problems: list[Problem]) -> list[Line]:
    every = {register.name: rows.get(register.name, ()) for register in desk.toolkit.registers}
    opened = _opened(desk, organisation, every)
    lines, unsaid = opened.summary()
    problems += [*opened.figures[1], *unsaid]
    return lines


def _meta(desk: Desk) -> dict[str, str]:
    return {
        "core": version(),
        "template": str(TEMPLATE_VERSION),
        "edition": _projects(desk)[0].edition.id,
        "editions": ",".join(f"{project.name}={project.edition.year}" for project in (desk.toolkit.common, *_projects(desk))),
        "plugins": ",".join(plugin.name for plugin in desk.toolkit.plugins),
        "versions": ",".join(f"{plugin.name}={plugin.project.version}" for plugin in desk.toolkit.plugins),
        "calendar": _calendar_version(),
        "language": language(),
    }


def _calendar_version() -> str:
    from ubb4.law.days import kazakhstan

    return kazakhstan().version
