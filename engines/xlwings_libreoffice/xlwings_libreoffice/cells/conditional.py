"""The conditional formats of a range."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model.missing import refuse
from . import colors
from .conditional_rule import (
    BAR_TYPES,
    EXPRESSION,
    ICONS,
    OPERATORS,
    ConditionalFormat,
    no_stop,
    number,
    operand,
    style_of,
)

if TYPE_CHECKING:
    from .range import Range

# a document with one rule in one cell: what LibreOffice's interface cannot make without a crash, it can read
DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.3"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>
<table:table table:name="S"><table:table-column/><table:table-row><table:table-cell/></table:table-row>
<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="S.A1:S.A1">{rule}
</calcext:conditional-format></calcext:conditional-formats></table:table>
</office:spreadsheet></office:body></office:document>"""
DOCUMENT_TYPES = {"lowest_value": "minimum", "highest_value": "maximum", "percentile": "percentile", "number": "number",
                  "percent": "percent", "formula": "formula"}  # fmt: skip


BAR_DOCUMENT_TYPES = {"lowest_value": "minimum", "highest_value": "maximum", "percentile": "percentile", "number": "number",
                      "percent": "percent", "formula": "formula"}  # fmt: skip


class ConditionalFormats:
    """The rules that touch a range, the first one first."""

    def __init__(self, area: Range) -> None:
        self.area = area

    @property
    def api(self) -> Any:
        """The UNO conditional formats of the sheet."""
        return self.area.sheet.uno.ConditionalFormats

    def _all(self) -> list[ConditionalFormat]:
        found = self.area.job("conditional_rules", self.area.sheet.uno, self.area.uno)
        return [ConditionalFormat(self.area, tuple(key)) for key in found]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[ConditionalFormat]:
        return iter(self._all())

    def __call__(self, index: int) -> ConditionalFormat:
        found = self._all()
        if not isinstance(index, int) or not 1 <= index <= len(found):
            raise KeyError(index)
        return found[index - 1]

    def __contains__(self, index: int) -> bool:
        return isinstance(index, int) and 1 <= index <= len(self)

    def _add(self, job: str, *arguments: Any) -> ConditionalFormat:
        book, sheet = self.area.sheet.book, self.area.sheet
        return ConditionalFormat(self.area, self.area.job(job, book.document, sheet.uno, self.area.uno, *arguments))

    def add_cell_value(self, spec: dict[str, Any]) -> ConditionalFormat:
        no_stop(spec)
        values = {"Operator": OPERATORS[spec["operator"]], "Formula1": operand(spec["formula1"])}
        if spec["formula2"] is not None:
            values["Formula2"] = operand(spec["formula2"])
        return self._add("add_condition", values, style_of(spec))

    def add_custom(self, spec: dict[str, Any]) -> ConditionalFormat:
        no_stop(spec)
        return self._add("add_condition", {"Operator": EXPRESSION, "Formula1": operand(spec["formula"])}, style_of(spec))

    def add_data_bar(self, spec: dict[str, Any]) -> ConditionalFormat:
        thresholds = [(BAR_TYPES[kind], number(value)) for kind, value in
                      zip(spec["threshold_types"], spec["thresholds"], strict=True)]  # fmt: skip
        values = {"Color": colors.to_calc(spec["bar_color"]), "UseGradient": spec["gradient"], "ShowValue": spec["show_value"]}
        if "automatic" not in spec["threshold_types"]:
            return self._add("add_bar", values, thresholds)
        ends = ("auto-minimum", "auto-maximum")
        entries = "".join(
            f'<calcext:formatting-entry calcext:value="{number(value) or 0}" calcext:type="{BAR_DOCUMENT_TYPES.get(kind, end)}"/>'
            for kind, value, end in zip(spec["threshold_types"], spec["thresholds"], ends, strict=True)
        )  # LibreOffice 7.4 refuses automatic ends through its interface
        return self._add_drawn(f"<calcext:data-bar>{entries}</calcext:data-bar>", values)

    def _add_drawn(self, rule: str, values: dict[str, Any]) -> ConditionalFormat:
        book, sheet = self.area.sheet.book, self.area.sheet
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rule.fods"
            path.write_text(DOCUMENT.format(rule=rule), encoding="utf-8")
            return ConditionalFormat(
                self.area, self.area.job("add_from_document", book.app.session.desktop, book.document, sheet.uno, self.area.uno, path.as_uri(), values)
            )

    def add_color_scale(self, spec: dict[str, Any]) -> ConditionalFormat:
        entries = "".join(
            f'<calcext:color-scale-entry calcext:value="{number(value) or 0}" calcext:type="{DOCUMENT_TYPES[kind]}"'
            f' calcext:color="#{colors.to_calc(color):06x}"/>'
            for color, kind, value in zip(spec["colors"], spec["threshold_types"], spec["thresholds"], strict=True)
        )
        return self._add_drawn(f"<calcext:color-scale>{entries}</calcext:color-scale>", {})

    def add_icon_set(self, spec: dict[str, Any]) -> ConditionalFormat:
        if not spec["icon_set"] or spec["icon_set"] not in ICONS:
            refuse(f"the icon set {spec['icon_set']!r}")
        entries = "".join(
            f'<calcext:formatting-entry calcext:value="{number(value)}" calcext:type="{DOCUMENT_TYPES[kind]}"/>'
            for kind, value in zip(("percent", *spec["threshold_types"]), (0, *spec["thresholds"]), strict=True)
        )
        count, *words = spec["icon_set"].split("_")
        kind = count + "".join(word.capitalize() for word in words)
        rule = f'<calcext:icon-set calcext:icon-set-type="{kind}">{entries}</calcext:icon-set>'
        return self._add_drawn(rule, {"ShowValue": spec["show_value"], "Reverse": spec["reverse_order"]})

    def clear(self) -> None:
        self.area.job("clear_rules", self.area.sheet.uno, self.area.uno)
