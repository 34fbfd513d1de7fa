"""The face: all that a plugin may import; for analysts `open`, `gather`, `charts`, `show`, `speak`.

Everything comes when it is asked for, so that a command which needs nothing of it starts at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ubb4.base.errors import PluginError as PluginError
    from ubb4.base.errors import UseError as UseError
    from ubb4.base.errors import WorkbookError as WorkbookError
    from ubb4.base.files import workbooks as workbooks
    from ubb4.base.files import write_bytes as write_bytes
    from ubb4.base.months import month_name as month_name
    from ubb4.base.problem import Problem as Problem
    from ubb4.base.spelling import folded as folded
    from ubb4.base.text import N_ as N_
    from ubb4.base.text import gettext as gettext
    from ubb4.base.text import in_all as in_all
    from ubb4.book.book import Book as Book
    from ubb4.book.finding import Found as Found
    from ubb4.book.memory import book_of as book_of
    from ubb4.book.table import Row as Row
    from ubb4.book.table import Table as Table
    from ubb4.book.table import keys_of as keys_of
    from ubb4.book.typed import parse_term as parse_term
    from ubb4.buttons.pressed import Hand as Hand
    from ubb4.buttons.pressed import Told as Told
    from ubb4.checks.rule import Rule as Rule
    from ubb4.checks.rule import rule as rule
    from ubb4.checks.shapes import demanded as demanded
    from ubb4.checks.shapes import empty_after as empty_after
    from ubb4.checks.shapes import later_than as later_than
    from ubb4.checks.shapes import out_of_order as out_of_order
    from ubb4.cli.output import ask as ask
    from ubb4.cli.output import exit_code as exit_code
    from ubb4.cli.output import tell_notes as tell_notes
    from ubb4.cli.output import tell_problems as tell_problems
    from ubb4.desk.demonstration import demonstration as demonstration
    from ubb4.desk.desk import Desk as Desk
    from ubb4.desk.documents import document as document
    from ubb4.desk.opened import Opened as Opened
    from ubb4.documents.wording import shown as shown
    from ubb4.excel.lists import ListSheet as ListSheet
    from ubb4.excel.lists import write_lists as write_lists
    from ubb4.features.analyst import charts as charts
    from ubb4.features.analyst import show as show
    from ubb4.features.analyst import speak as speak
    from ubb4.features.analyst.opened import open as open
    from ubb4.features.analyst.region import gather as gather
    from ubb4.law.days import Back as Back
    from ubb4.law.days import add_months as add_months
    from ubb4.law.days import quarter_end as quarter_end
    from ubb4.law.days import quarter_of as quarter_of
    from ubb4.law.days import short_date as short_date
    from ubb4.law.edition import Edition as Edition
    from ubb4.law.project import Project as Project
    from ubb4.measures.figures import decimal as decimal
    from ubb4.measures.figures import half_up as half_up
    from ubb4.measures.figures import percent as percent
    from ubb4.measures.measure import Measure as Measure
    from ubb4.measures.measure import Measured as Measured
    from ubb4.measures.measure import measure as measure
    from ubb4.plugins.hookspecs import hookimpl as hookimpl
    from ubb4.plugins.offers import Action as Action
    from ubb4.plugins.offers import Command as Command
    from ubb4.plugins.offers import Look as Look
    from ubb4.plugins.offers import Verb as Verb

# a name's module; after a colon its other name there, or nothing where the module itself is meant
_HOMES = {
    "Action": "plugins.offers", "add_months": "law.days", "ask": "cli.output", "Back": "law.days", "Book": "book.book", "book_of": "book.memory",
    "charts": "features.analyst.charts:", "Command": "plugins.offers", "decimal": "measures.figures", "demanded": "checks.shapes",
    "demonstration": "desk.demonstration", "Desk": "desk.desk", "document": "desk.documents", "Edition": "law.edition",
    "empty_after": "checks.shapes", "exit_code": "cli.output", "folded": "base.spelling", "Found": "book.finding",
    "gather": "features.analyst.region", "half_up": "measures.figures", "gettext": "base.text", "Hand": "buttons.pressed", "hookimpl": "plugins.hookspecs",
    "in_all": "base.text", "later_than": "checks.shapes", "keys_of": "book.table", "ListSheet": "excel.lists", "Look": "plugins.offers",
    "Measure": "measures.measure", "measure": "measures.measure", "Measured": "measures.measure", "month_name": "base.months", "N_": "base.text",
    "open": "features.analyst.opened", "Opened": "desk.opened", "out_of_order": "checks.shapes", "parse_term": "book.typed",
    "percent": "measures.figures", "PluginError": "base.errors", "Problem": "base.problem", "Project": "law.project", "quarter_end": "law.days",
    "quarter_of": "law.days", "Row": "book.table", "Rule": "checks.rule", "rule": "checks.rule", "short_date": "law.days",
    "show": "features.analyst.show:", "shown": "documents.wording", "speak": "features.analyst", "Table": "book.table",
    "tell_notes": "cli.output", "tell_problems": "cli.output", "Told": "buttons.pressed", "UseError": "base.errors",
    "Verb": "plugins.offers", "WorkbookError": "base.errors", "workbooks": "base.files", "write_bytes": "base.files", "write_lists": "excel.lists",
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
