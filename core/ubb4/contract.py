"""What every plugin keeps, asked of its data before anyone writes a test: call `complaints` from a test.

A rule needs a cell at which it fires and a near miss at which it does not, in `tests/books/<plugin>.toml`; a form
must render on an empty and on a filled book; a text must be translated; a button must run a command that exists.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from ubb4.base.errors import Ubb4Error
from ubb4.base.settings import Settings
from ubb4.base.text import LANGUAGES, SOURCE, speaking, translation, use
from ubb4.book.finding import cell_name
from ubb4.book.memory import book_of
from ubb4.checks.check import PluginRules, check
from ubb4.checks.rule import Rule
from ubb4.desk.documents import is_current
from ubb4.desk.opened import Opened, Options
from ubb4.documents import code
from ubb4.documents.report import render, subjects
from ubb4.documents.words import Papers
from ubb4.features.addin import ribbon
from ubb4.features.notebook.shelf import TAKES, parameters, source
from ubb4.features.public.lists import column_at
from ubb4.law.edition import Edition
from ubb4.law.register import Column, Register
from ubb4.measures.figures import by_name, figures
from ubb4.plugins.catalogue import messages
from ubb4.plugins.conflicts import ACTIONS
from ubb4.plugins.found import OWN
from ubb4.plugins.hearing import hear
from ubb4.plugins.plugin import Plugin
from ubb4.plugins.toolkit import Toolkit

_BAD = re.compile(r"\{\{|\}\}|\{%|\bNone\b|\bUndefined\b")


def complaints(name: str, books: Path) -> list[str]:
    """Everything in which an installed plugin breaks the contract; empty when it keeps it."""
    use(SOURCE)
    toolkit = hear(Settings(enabled=(name,)))
    plugin = toolkit.plugin(name)
    if plugin is None:
        return [problem.message for problem in toolkit.problems]
    return [
        *_rules(plugin.name, plugin.project.edition, plugin.rules, toolkit, books),
        *_forms(plugin, toolkit),
        *_texts(plugin),
        *_buttons(plugin, toolkit),
        *_subtasks(plugin),
        *_summary(plugin),
        *_notebooks(plugin),
        *_public(plugin, toolkit),
    ]


def common_complaints(books: Path) -> list[str]:
    """The same of the rules that the core itself has, over the registers that every workbook holds."""
    use(SOURCE)
    toolkit = hear(Settings())
    return [each for feature in toolkit.features for each in _rules(OWN, toolkit.common.edition, feature.rules, toolkit, books) if feature.rules]


def _rules(name: str, law: Edition, rules: Sequence[Rule], toolkit: Toolkit, books: Path) -> Iterator[str]:
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


def sample(column: Column, number: int, registers: Mapping[str, Register]) -> Any:
    """A plausible value of a column for the n-th sample row."""
    if column.reference:
        target = registers.get(column.reference[0])
        return sample(target.column(column.reference[1]), number, registers) if target else str(number)
    if column.choices:
        return column.label(list(column.choices)[number % len(column.choices)])
    values = {
        "date": date(2026, 3, 2 + number), "integer": 2026 if column.name == "year" else number, "number": 1.5, "money": 1000.5,
        "link": "https://example.kz/p", "term": "III тоқсан 2026", "person": f"Үлгі{number}", "bin": "990140000015",
    }  # fmt: skip
    return values.get(column.type, f"{column.name[:6]}{number}")


def sample_rows(registers: Sequence[Register], rows: int = 2) -> dict[str, list[dict[str, Any]]]:
    """Every register filled in every column, references pointing at rows that exist."""
    by_name = {register.name: register for register in registers}
    return {
        register.name: [{column.name: sample(column, number, by_name) for column in register.columns} for number in range(1, rows + 1)]
        for register in registers
    }


def _forms(plugin: Plugin, toolkit: Toolkit) -> Iterator[str]:
    for language in ("kk", "ru"):
        with speaking(language):
            full = sample_rows(toolkit.registers)
            organisation = full.pop("organisation")[0]
            keys = {form.each for form in plugin.project.forms if form.each}
            bare = {register.name: [{register.key: "K1"}] if register.name in keys and register.key else [] for register in toolkit.registers}
            for rows, profile in ((full, organisation), (bare, {"year": 2026})):
                yield from _rendered(plugin, toolkit, rows, profile, language)


def _rendered(plugin: Plugin, toolkit: Toolkit, rows: Any, profile: Mapping[str, Any], language: str) -> Iterator[str]:
    book = book_of(toolkit.registers, rows, profile)
    book.today = date(2026, 6, 1)
    counted, failed = figures(book, [(plugin.name, plugin.project.edition, plugin.measures)])
    yield from (problem.message for problem in failed)
    papers = Papers(book, toolkit.common.edition, by_name(counted, plugin.measures))
    for form in plugin.project.forms:
        for this in subjects(replace(form, when={}), book)[:1]:
            try:
                data = render(papers, form, plugin.project.edition, language, this)
            except Ubb4Error as error:
                yield f"form {form.id}.{language}: {error.message}"
                continue
            bad = _BAD.search(text_of(data))
            if bad:
                yield f"form {form.id}.{language}: «{bad[0]}» in the document"


def text_of(data: bytes) -> str:
    """The text of a Word file, one paragraph a line."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    lines = re.findall(r"<w:p[ >].*?</w:p>", xml, re.DOTALL)
    return "\n".join("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", line)) for line in lines)


def _texts(plugin: Plugin) -> Iterator[str]:
    root = plugin.project.folder.parent.parent
    for message in messages(root):
        for language in LANGUAGES:
            if language != SOURCE and _untranslated(message, language):
                yield f"no {language} translation: {message}"


def _untranslated(message: str, language: str) -> bool:
    """Kazakh letters that stay in another language: the text has no translation of its own."""
    return translation(message, language) == message and re.search("[әғқңөұүһі]", message.casefold()) is not None


def _buttons(plugin: Plugin, toolkit: Toolkit) -> Iterator[str]:
    known = {*ACTIONS, *(action.name for offers in toolkit.offers for action in offers.actions)}
    forms = {form.id for form in plugin.project.forms} | {"all"}
    reached = set()
    for button in plugin.project.buttons:
        words = button.run.split()
        if words[0] not in known:
            yield f"button {button.id}: no command {words[0]}"
        elif words[0] == "report":
            reached.update(words[1:2])
            if len(words) < 2 or words[1] not in forms:
                yield f"button {button.id}: no form {' '.join(words[1:])}"
    yield from (f"form {form.id}: no button" for form in plugin.project.forms if form.id not in reached)
    yield from ribbon.complaints(ribbon.controls(toolkit), ribbon.CALLBACKS.values())


_SUMMARISED = re.compile(r"\{(\w+)")


def _summary(plugin: Plugin) -> Iterator[str]:
    known = {measure.name for measure in plugin.measures}
    for each in plugin.project.summary:
        names = {each.measure, *_SUMMARISED.findall(each.text)}
        yield from (f"summary {each.measure}: no measure {name}" for name in sorted(names - known))


def _subtasks(plugin: Plugin) -> Iterator[str]:
    for subtask in plugin.project.subtasks:
        if not any(subtask.id in register.subtasks for register in plugin.project.registers):
            yield f"{subtask.id}: no register"
    for measure in plugin.measures:
        if measure.subtask not in {subtask.id for subtask in plugin.project.subtasks}:
            yield f"measure {measure.name}: no subtask {measure.subtask}"


def _notebooks(plugin: Plugin) -> Iterator[str]:
    """Every notebook keeps what `notebook_complaints` says, and the plugin's first button of notebooks leads to one that is there."""
    for path in plugin.project.notebooks:
        yield from notebook_complaints(path, plugin.project.edition.limits)
    called = [words[1] for button in plugin.project.buttons if (words := button.run.split())[0] == "notebook" and len(words) == 2]
    names = {path.stem for path in plugin.project.notebooks}
    yield from (f"button: no notebook {name}" for name in called if name not in names)
    if names and not called:
        yield f"notebooks {', '.join(sorted(names))}: no button"


_UNFIT = re.compile(r'[<>:"/\\|?*]')  # in a file's name, on Windows


def notebook_complaints(path: Path, limits: Mapping[str, Any]) -> Iterator[str]:
    """What a shipped notebook lacks: no outputs, a head that can be shown, parameters, a heading above what it shows."""
    notebook = json.loads(path.read_text("utf-8"))
    place = f"notebook {path.name}"
    told = notebook["metadata"].get("ubb4", {})
    codes = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    if any(cell["outputs"] or cell["execution_count"] is not None for cell in codes):
        yield f"{place}: has outputs"
    if not told.get("title") or not told.get("about") or told.get("takes") not in TAKES:
        yield f"{place}: metadata.ubb4 wants title, about and takes ({', '.join(TAKES)})"
    if any(_UNFIT.search(translation(told.get("title", ""), language)) for language in LANGUAGES):
        yield f"{place}: its title cannot be a file's name"
    known = parameters(notebook)
    wanted = {"workbook": {"file", "lang", "today", "policy", "evidence"}, "folder": {"file", "lang", "today", "policy"}}.get(told.get("takes"), {"lang"})
    if not wanted <= set(known):
        yield f"{place}: its parameters lack {', '.join(sorted(wanted - set(known)))}"
    if not any(cell["cell_type"] == "markdown" and source(cell).startswith("## ") for cell in notebook["cells"]):
        yield f"{place}: no heading"
    for cell in codes:
        for name in re.findall(r'\.limit\("(\w+)"\)', source(cell)):
            if name not in limits:
                yield f"{place}: no limit {name}"


def _public(plugin: Plugin, toolkit: Toolkit) -> Iterator[str]:
    """What a plugin shows to everybody: public columns that exist, forms that exist."""
    tables = plugin.project.edition.tables
    book = book_of(toolkit.registers, {}, {})
    numbers = {entry["number"] for entry in tables.get("public_section", ())}
    for entry in tables.get("public_list", ()):
        place = f"public list {entry['id']}"
        for path in entry["columns"]:
            try:
                column_at(book, entry["register"], path)
            except (Ubb4Error, KeyError) as error:
                yield f"{place}: {path}: {error}"
        yield from (f"{place}: {path} is no column of it" for path in (*entry.get("filters", ()), *entry.get("crossed", ())) if path not in entry["columns"])
        codes = {rule.code for rule in plugin.rules}
        yield from (f"{place}: no rule {code}" for code in entry.get("checked_by", ()) if code not in codes)
        if entry["section"] not in numbers:
            yield f"{place}: no section {entry['section']}"
    forms = {form.id: form for form in plugin.project.forms}
    for entry in tables.get("public_form", ()):
        form = forms.get(entry["form"])
        if form is None or not form.each or entry["about"] not in book[form.each].register.by_name:
            yield f"public form {entry['form']}: no such form, or its rows have no {entry['about']}"
