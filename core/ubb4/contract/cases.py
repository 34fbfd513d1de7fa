"""A rule has a cell at which it fires and a near miss at which it does not, in `tests/books/<plugin>.toml`."""

from __future__ import annotations

import re
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from ubb4.base.settings import Settings
from ubb4.book.finding import cell_name
from ubb4.book.memory import book_of
from ubb4.checks.check import PluginRules, check
from ubb4.checks.rule import Rule
from ubb4.desk.documents import is_current
from ubb4.desk.opened import Opened, Options
from ubb4.documents import code
from ubb4.law.edition import Edition
from ubb4.plugins.hearing import hear
from ubb4.plugins.toolkit import Toolkit


def of_rules(name: str, law: Edition, rules: Sequence[Rule], toolkit: Toolkit, books: Path) -> Iterator[str]:
    cases = tomllib.loads(books.read_text("utf-8"))["case"] if books.is_file() else []
    fires, misses = set(), set()
    by_code = {rule.code: rule for rule in rules}
    codes = set(by_code)
    for number, case in enumerate(cases, 1):
        if case["rule"] not in codes:
            yield f"{books.name}: case {number}: no rule {case['rule']}"
            continue
        yield from (f"{books.name}: case {number} ({case['rule']}): {each}" for each in _case(case, name, law, by_code[case["rule"]], toolkit))
        fires.update([case["rule"]] if case.get("fires") else [])
        misses.update([case["rule"]] if case.get("misses") else [])
    yield from (f"rule {code}: no cell at which it fires" for code in sorted(codes - fires))
    yield from (f"rule {code}: no near miss" for code in sorted(codes - misses))
    yield from (f"rule {rule.code}: no docstring" for rule in rules if not rule.title)


def _case(case: Mapping[str, Any], name: str, law: Edition, rule: Rule, toolkit: Toolkit) -> Iterator[str]:
    """One case; `with` names the other plugins whose registers it holds."""
    if case.get("with"):
        toolkit = hear(Settings(enabled=tuple(each for each in (name, *case["with"]) if each != "ubb4")))
    rows = {register: [_coded(row) for row in each] for register, each in case.get("rows", {}).items()}
    book = book_of(toolkit.registers, rows, {"year": 2026, **case.get("organisation", {})})
    book.today = case.get("today", date(2026, 1, 1))
    book.policy = case.get("policy", "nth_day")
    settings = Settings()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "book.xlsx"
        _lay(file, case.get("files", ()))
        opened = Opened(book, toolkit, Options(book.today, book.policy), settings, file=file)
        _now(opened)
        checked = check(book, [PluginRules(name, law, [rule])], [], opened)
    yield from (problem.message for problem in checked.problems)
    found = {(finding.sheet, finding.cell) for finding in checked.findings if finding.code == rule.code}
    for wanted, places in ((True, case.get("fires", ())), (False, case.get("misses", ()))):
        for place in places:
            register, __, cell = place.partition("!")
            if not cell:  # of the sheet as a whole
                if ((book[register].sheet, "") in found) is not wanted:
                    yield f"{place}: {'does not fire' if wanted else 'fires'}"
                continue
            column, row = re.fullmatch(r"(\D+?)(\d+)", cell).groups()  # type: ignore[union-attr]
            table = book[register]
            index = next((n for n, number in enumerate(table.numbers) if number == int(row)), None)
            address = table.place(index, column)[1] if index is not None else ""
            if not address and table.present and int(row) == table.header_row:
                address = cell_name(int(row), table.letters[column]) if column in table.letters else ""
            if not address:
                yield f"{place}: no such cell"
            elif ((table.sheet, address) in found) is not wanted:
                yield f"{place}: {'does not fire' if wanted else 'fires'} (found at {sorted(c for __, c in found)})"
    stray = len(found) - len(case.get("fires", ()))
    if stray > 0:
        yield f"fires at {stray} more cells: {sorted(found)}"


_CODE, _NOW = re.compile(r"CODE\(([^)]*)\)"), re.compile(r"NOW\(([^)]*)\)")


def _coded(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a case: CODE(name) in a cell stands for a code of that document without a slip, of data that are not there."""
    return {key: _CODE.sub(lambda found: str(code.whole(found[1], "0000000")), value) if isinstance(value, str) else value for key, value in row.items()}


def _now(opened: Opened) -> None:
    """NOW(name) in a cell of the codes stands for the code that the document bears now."""
    values = opened.book["evidence"].data["code"] if "evidence" in opened.book else []
    for index, value in enumerate(values):
        if isinstance(value, str) and (found := _NOW.fullmatch(value)):
            values[index] = str(is_current(opened, code.whole(found[1], "0000000"))[1])


def _lay(workbook: Path, files: Sequence[Mapping[str, Any]]) -> None:
    """The files that a case wants beside the workbook: `name` and `text`, a path below the workbook's folder; SHA(name) and SIZE(name) in
    a text stand for those of another's."""
    texts = {each["name"]: each.get("text", "") for each in files}
    for name, text in texts.items():
        for other, said in texts.items():
            text = text.replace(f"SHA({other})", sha256(said.encode()).hexdigest()).replace(f"SIZE({other})", str(len(said.encode())))
        path = workbook.parent / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
