"""A register is one JSON Schema file: order of `properties` = order of columns, `title` = header,
`description` = input hint, `enum` = drop-down, `format` = cell format, `x-class` = who may see it,
`$comment` = the norm."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from ubb4.base.errors import PluginError
from ubb4.base.spelling import folded, nearest
from ubb4.base.text import N_, in_all
from ubb4.base.text import gettext as _

FIRST, LAST = "2000-01-01", "2100-12-31"  # the days that a date column takes where its schema does not say
CLASSES = ("public", "service", "personal")
COMPUTED = "→ "  # the heading of a column that formulas fill begins so; it is nobody's data
DAYS_SHEET, DATES_SHEET = N_("Жұмыс күндері"), N_("Мерзімдер")  # sheets that formulas fill
SHORT, LONG = 200, 5_000  # the last row that formulas reach in a register, and in one of many rows (`x-rows`)


@dataclass(frozen=True)
class Column:
    """A column.  `type` is text, long, person (a full name), bin, date, integer, number, money, choice, link, term or reference.
    An `extra` one is no part of the register's sheet: it is read where somebody added it."""

    name: str
    title: str
    type: str
    required: bool
    klass: str = "public"
    hint: str = ""
    source: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    reference: tuple[str, str] | None = None
    synonyms: tuple[str, ...] = ()
    width: float = 16
    extra: bool = False
    schema: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def headers(self) -> frozenset[str]:
        """Every header by which the column is found, folded."""
        return frozenset(folded(each) for each in (*in_all(self.title), *self.synonyms))

    @cached_property
    def choice_of(self) -> dict[str, str]:
        """From a folded label in any language, or the key itself, to the key."""
        found = {folded(key): key for key in self.choices}
        for key, label in self.choices.items():
            found.update({folded(each): key for each in in_all(label)})
        for key, former in self.schema.get("x-former", {}).items():  # what a label was once, in workbooks that were filled then
            for each in former:
                found.setdefault(folded(each), key)
        return found

    def label(self, key: str) -> str:
        """A choice in the language in use."""
        return _(self.choices[key]) if key in self.choices else key

    @property
    def is_date(self) -> bool:
        return self.type == "date"

    @cached_property
    def range(self) -> tuple[date, date]:
        """The first and the last day that a date column takes."""
        return tuple(date.fromisoformat(self.schema.get(key, usual)) for key, usual in (("x-minimum", FIRST), ("x-maximum", LAST)))  # type: ignore[return-value]

    @property
    def is_number(self) -> bool:
        return self.type in ("integer", "number", "money")


@dataclass(frozen=True)
class Register:
    """A register: its columns, its key and the sheet it lies on; `extends` names the register of another plugin to which these
    columns are added, `added` tells of such columns whose they are."""

    name: str
    title: str
    sheet: str
    description: str
    columns: tuple[Column, ...]
    key: str | None
    unique: tuple[str, ...]
    subtasks: tuple[str, ...]
    synonyms: tuple[str, ...]
    layout: str
    plugin: str
    schema: Mapping[str, Any]
    source: str = ""
    fill_down: tuple[str, ...] = ()
    grid: tuple[str, ...] = ()
    renew: tuple[str, ...] = ("keep",)
    reach: int = SHORT
    extends: str = ""
    added: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path, plugin: str) -> Register:
        """One `*.schema.json`; `grammar.check_register` has judged it before."""
        schema = json.loads(path.read_text("utf-8"))
        return cls.of(path.name.removesuffix(".schema.json"), schema, plugin)

    @classmethod
    def of(cls, name: str, schema: Mapping[str, Any], plugin: str) -> Register:
        """A register from its schema as data."""
        required = frozenset(schema.get("required", ()))
        columns = tuple(_column(key, entry, key in required) for key, entry in schema["properties"].items())
        key = schema.get("x-key")
        return cls(
            name=name,
            title=schema["title"],
            sheet=schema.get("x-sheet", schema["title"])[:31],
            description=schema.get("description", ""),
            columns=columns,
            key=key,
            unique=tuple(schema.get("x-unique", [key] if key else [])),
            subtasks=tuple(schema.get("x-subtasks", ())),
            synonyms=tuple(schema.get("x-synonyms", ())),
            layout=schema.get("x-layout", "table"),
            plugin=plugin,
            schema=schema,
            source=schema.get("$comment", ""),
            fill_down=tuple(schema.get("x-fill-down", ())),
            grid=tuple(schema.get("x-grid", ())),
            renew=tuple(schema.get("x-renew", ("keep",))),
            reach=LONG if schema.get("x-rows") == "many" else SHORT,
            extends=schema.get("x-extends", ""),
        )

    def with_columns(self, extension: Register, plugin: str) -> Register:
        """The register with the columns that a plugin adds to it, right of its own; added again they change nothing."""
        new = [column for column in extension.columns if column.name not in self.by_name]
        if not new:
            return self
        properties = {**self.schema["properties"], **{column.name: column.schema for column in new}}
        return replace(
            self, columns=(*self.columns, *new), schema={**self.schema, "properties": properties},
            added={**self.added, **{column.name: plugin for column in new}},
        )  # fmt: skip

    def plugin_of(self, column: str) -> str | None:
        """The plugin that brings a column; None where there is no such column."""
        return self.added.get(column, self.plugin) if column in self.by_name else None

    @cached_property
    def names(self) -> frozenset[str]:
        """Every sheet name by which the register is found, folded."""
        return frozenset(folded(each[:31]) for each in (*in_all(self.sheet), *in_all(self.title), *self.synonyms))

    @cached_property
    def sheet_names(self) -> frozenset[str]:
        """The names of its own sheet in every language, folded."""
        return frozenset(folded(each[:31]) for each in in_all(self.sheet))

    def laid(self, rows: Sequence[Mapping[str, Any]] = ()) -> tuple[Column, ...]:
        """The columns of a new sheet: an extra one only where a row fills it."""
        return tuple(c for c in self.columns if not c.extra or any(row.get(c.name) not in (None, "") for row in rows))

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def headed(self) -> dict[str, tuple[str, ...]]:
        """From a folded header to the columns that bear it."""
        found: dict[str, tuple[str, ...]] = {}
        for column in self.columns:
            for header in column.headers:
                found[header] = (*found.get(header, ()), column.name)
        return found

    def column(self, name: str) -> Column:
        """A column by name; PluginError, a maker's mistake, where there is none."""
        try:
            return self.by_name[name]
        except KeyError:
            near = nearest(name, self.by_name, least=70)
            asked = " " + _("«{near}» деп жазғыңыз келді ме?", near=near) if near else ""
            raise PluginError(_("«{register}» реестрінде «{column}» бағаны жоқ.", register=self.name, column=name) + asked) from None

    def sheet_name(self) -> str:
        """The sheet's name in the language in use."""
        return _(self.sheet)[:31]

    def reference_to(self, register: str) -> Column | None:
        """The column that refers to a key of another register."""
        for column in self.columns:
            if column.reference and column.reference[0] == register:
                return column
        return None


def _column(name: str, entry: Mapping[str, Any], required: bool) -> Column:
    reference = entry.get("x-ref")
    return Column(
        name=name,
        title=entry["title"],
        type=_type(entry),
        required=required,
        klass=entry["x-class"],
        hint=entry.get("description", ""),
        source=entry.get("$comment", ""),
        choices=dict(zip(entry.get("enum", ()), entry.get("x-labels", entry.get("enum", ())), strict=True)),
        reference=tuple(reference.split(".", 1)) if reference else None,
        synonyms=tuple(entry.get("x-synonyms", ())),
        width=entry.get("x-width", _WIDTHS[_type(entry)]),
        extra=entry.get("x-extra", False),
        schema=entry,
    )


_WIDTHS = {
    "text": 18, "long": 36, "person": 26, "bin": 15, "date": 13, "integer": 10, "number": 12, "money": 16, "choice": 18, "link": 26,
    "term": 18, "reference": 12,
}  # fmt: skip


def _type(entry: Mapping[str, Any]) -> str:
    if "x-type" in entry:
        return str(entry["x-type"])
    if "x-ref" in entry:
        return "reference"
    if "enum" in entry:
        return "choice"
    if entry["type"] in ("integer", "number"):
        return str(entry["type"])
    return {"date": "date", "uri": "link"}.get(entry.get("format", ""), "text")
