"""The face: all that a plugin may import; for analysts `open`, `gather`, `charts`, `show`, `speak`.

Everything comes when it is asked for, so that a command which needs nothing of it starts at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ubb4.analyst import charts as charts
    from ubb4.analyst import show as show
    from ubb4.analyst import speak as speak
    from ubb4.analyst.demonstration import demonstration as demonstration
    from ubb4.analyst.opened import open as open
    from ubb4.analyst.region import gather as gather
    from ubb4.book import Book as Book
    from ubb4.cli.output import ask as ask
    from ubb4.cli.output import exit_code as exit_code
    from ubb4.cli.output import tell_notes as tell_notes
    from ubb4.cli.output import tell_problems as tell_problems
    from ubb4.days import add_months as add_months
    from ubb4.days import quarter_end as quarter_end
    from ubb4.days import quarter_of as quarter_of
    from ubb4.days import short_date as short_date
    from ubb4.documents import document as document
    from ubb4.edition import Edition as Edition
    from ubb4.errors import PluginError as PluginError
    from ubb4.errors import UseError as UseError
    from ubb4.errors import WorkbookError as WorkbookError
    from ubb4.excel.lists import ListSheet as ListSheet
    from ubb4.excel.lists import write_lists as write_lists
    from ubb4.figures import decimal as decimal
    from ubb4.files import write_bytes as write_bytes
    from ubb4.hookspecs import hookimpl as hookimpl
    from ubb4.memory import book_of as book_of
    from ubb4.project import Project as Project
    from ubb4.rules import Found as Found
    from ubb4.rules import Measure as Measure
    from ubb4.rules import Measured as Measured
    from ubb4.rules import Rule as Rule
    from ubb4.rules import measure as measure
    from ubb4.rules import rule as rule
    from ubb4.spelling import folded as folded
    from ubb4.table import Row as Row
    from ubb4.table import Table as Table
    from ubb4.text import N_ as N_
    from ubb4.text import gettext as gettext
    from ubb4.text import in_all as in_all
    from ubb4.typed import parse_term as parse_term
    from ubb4.wording import shown as shown

# a name's module; after a colon its other name there, or nothing where the module itself is meant
_HOMES = {
    "add_months": "days", "ask": "cli.output", "Book": "book", "book_of": "memory", "charts": "analyst.charts:", "decimal": "figures",
    "demonstration": "analyst.demonstration", "document": "documents", "Edition": "edition", "exit_code": "cli.output",
    "folded": "spelling", "Found": "rules", "gather": "analyst.region", "gettext": "text", "hookimpl": "hookspecs", "in_all": "text",
    "ListSheet": "excel.lists", "Measure": "rules", "measure": "rules", "Measured": "rules", "N_": "text", "open": "analyst.opened",
    "parse_term": "typed", "PluginError": "errors", "Project": "project", "quarter_end": "days", "quarter_of": "days", "Row": "table",
    "Rule": "rules", "rule": "rules", "short_date": "days", "show": "analyst.show:", "shown": "wording", "speak": "analyst", "Table": "table",
    "tell_notes": "cli.output", "tell_problems": "cli.output", "UseError": "errors", "WorkbookError": "errors", "write_bytes": "files",
    "write_lists": "excel.lists",
}  # fmt: skip
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("ubb4")
    if name not in _HOMES:
        raise AttributeError(f"module 'ubb4' has no attribute {name!r}")
    from importlib import import_module

    home, colon, attribute = _HOMES[name].partition(":")
    module = import_module(f"ubb4.{home}")
    value = module if colon and not attribute else getattr(module, attribute or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*_HOMES, "__version__"]
