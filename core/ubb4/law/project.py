"""A plugin's folder read: one project in one edition.

`Project.read("project1_risk")` reads `editions/<year>/project.toml`, its registers and the names of its
forms; the grammar (`grammar.py`) judges every file first and names file and key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ubb4.base.errors import PluginError
from ubb4.base.text import bind
from ubb4.base.text import gettext as _
from ubb4.law import continued
from ubb4.law.consistency import Parts, check_together
from ubb4.law.edition import Edition
from ubb4.law.register import Register
from ubb4.law.start import Start, read_start
from ubb4.law.subtask import Button, Form, Subtask, Summary, Task, read_form, read_task
from ubb4.law.wellformed import check_project, check_register


@dataclass(frozen=True)
class Project:
    """One plugin's project in one edition."""

    name: str
    number: int
    title: str
    edition: Edition
    tasks: tuple[Task, ...]
    registers: tuple[Register, ...]
    buttons: tuple[Button, ...]
    forms: tuple[Form, ...]
    notebooks: tuple[Path, ...]
    folder: Path
    version: str = ""
    summary: tuple[Summary, ...] = ()
    starts: tuple[Start, ...] = ()
    needs: tuple[str, ...] = ()
    extensions: tuple[Register, ...] = ()
    requires_api: int = 1

    @classmethod
    def read(cls, package: str, year: int | None = None) -> Project:
        """The project of an installed package, in the edition of a year (the last one not after it)."""
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise PluginError(f"{package}: no such package")
        return cls.read_folder(Path(next(iter(spec.submodule_search_locations))), package, year)

    @classmethod
    def read_folder(cls, root: Path, name: str, year: int | None = None) -> Project:
        """The project whose files lie in `root`."""
        bind(name, root / "locale")
        wanted = edition_of(root, year)
        folder = root / "editions" / str(wanted)
        path = folder / "project.toml"
        data, folders = continued.read(folder)
        check_project(data, path)
        if data["edition"]["year"] != wanted:
            raise PluginError(
                _("{file}: edition.year = {year}, ал бума — {folder}: екеуі бірдей болуға тиіс.", file=path, year=data["edition"]["year"], folder=wanted)
            )
        registers = []
        for schema in continued.files(folders, "registers/*.schema.json"):
            check_register(schema)
            registers.append(Register.read(schema, name))
        order = data.get("registers", [])
        registers.sort(key=lambda r: order.index(r.name) if r.name in order else len(order))
        project = cls(
            name=name,
            number=data["number"],
            title=data["title"],
            edition=Edition.read(data),
            tasks=tuple(read_task(entry) for entry in data.get("task", ())),
            registers=tuple(each for each in registers if not each.extends),
            extensions=tuple(each for each in registers if each.extends),
            buttons=tuple(Button(**entry) for entry in data.get("button", ())),
            forms=tuple(read_form(entry, tuple(each / "forms" for each in folders)) for entry in data.get("form", ())),
            notebooks=tuple(continued.files(folders, "notebooks/*.ipynb")),
            folder=folder,
            summary=tuple(Summary(**entry) for entry in data.get("summary", ())),
            starts=tuple(read_start(entry) for entry in data.get("start", ())),
            needs=tuple(data.get("needs", ())),
            requires_api=data.get("requires_api", 1),
        )
        check_together(project.parts(trusting=bool(project.needs)), path)
        return project

    def parts(self, others: Mapping[str, Register] | None = None, subtasks: frozenset[str] = frozenset(), trusting: bool = False) -> Parts:
        """What is judged together, beside the registers and subtasks of the plugins that it needs."""
        return Parts(self.edition, self.subtasks, self.registers, self.forms, self.summary, others or {}, subtasks, trusting, self.starts)

    def of_year(self, year: int) -> Project:
        """The same project in the edition that a year goes by; itself when that is the one."""
        root = self.folder.parent.parent
        if str(edition_of(root, year)) == self.folder.name:
            return self
        other = Project.read_folder(root, self.name, year)
        readings = other.edition.readings
        chosen = {r.name: r.value for r in self.edition.readings.values() if r.value in getattr(readings.get(r.name), "options", ())}
        return replace(other, version=self.version).choosing(chosen)

    def choosing(self, readings: Mapping[str, Any]) -> Project:
        """The same project with unclear places read otherwise; ValueError for a value that is no option."""
        return replace(self, edition=self.edition.choosing(readings)) if readings else self

    @property
    def subtasks(self) -> tuple[Subtask, ...]:
        return tuple(subtask for task in self.tasks for subtask in task.subtasks)

    def form(self, id: str) -> Form | None:
        """A form by id, or None."""
        return next((form for form in self.forms if form.id == id), None)

    def registers_for(self, kind: str | None) -> tuple[Register, ...]:
        """The registers that a kind of body fills: those of a subtask that applies to it."""
        apply = {subtask.id for subtask in self.subtasks if subtask.applies_to(kind)}
        return tuple(r for r in self.registers if not r.subtasks or apply.intersection(r.subtasks))


def edition_of(root: Path, year: int | None) -> int:
    """The edition that a year goes by: the last one not after it, the oldest where all come later; the newest without a year."""
    years = sorted(int(path.name) for path in (root / "editions").glob("[0-9]*") if path.is_dir() and path.name.isdigit())
    if not years:
        raise PluginError(_("{file}: редакция бумасы (editions/2024 сияқты) жоқ.", file=root))
    return max((each for each in years if year is None or each <= year), default=years[0])
