"""Validations, conditional formats, filters, as another reader sees them in the file."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import xlwings as xw

from conftest import Saved


@pytest.mark.proves("Range.data_validation", "DataValidation.set_list", "DataValidation.source", "DataValidation.type", "DataValidation.in_cell_dropdown",
                    "DataValidation.delete", "DataValidation.api")  # fmt: skip
def test_lists(book: xw.Book, saved: Saved) -> None:
    sheet = book.sheets[0]
    sheet["A1"].value = [["иә"], ["жоқ"], ["белгісіз"]]
    sheet["A1:A3"].name = "жауап"
    sheet["C1:C9"].data_validation.set_list(["бір", "екі"])
    sheet["D1"].data_validation.set_list(sheet["A1:A3"])
    sheet["E1"].data_validation.set_list(book.names["жауап"], in_cell_dropdown=False)
    assert sheet["C1:C9"].data_validation.source == "бір,екі"
    assert sheet["D1"].data_validation.source == "=Sheet1!$A$1:$A$3"
    assert (sheet["E1"].data_validation.source, sheet["E1"].data_validation.in_cell_dropdown) == ("=жауап", False)
    assert sheet["C1"].data_validation.api.getFormula1() == '"бір";"екі"'
    assert sheet["C1:D1"].data_validation.type == "inconsistent"
    assert sheet["C1:F1"].data_validation.type == "mixed_criteria"
    assert sheet["F1"].data_validation.type == "none"
    with pytest.raises(xw.XlwingsError, match="different"):
        sheet["C1:D1"].data_validation.set_list(["x"])
    file = {str(rule.sqref): rule for rule in saved(book)["Sheet1"].data_validations.dataValidation}
    assert (file["C1:C9"].type, file["C1:C9"].formula1) == ("list", '"бір,екі"')
    assert file["D1"].formula1 == "Sheet1!$A$1:$A$3"
    assert file["E1"].formula1 == "жауап"
    assert file["E1"].showDropDown, "which hides it"
    sheet["C1:C9"].data_validation.delete()
    assert sheet["C1"].data_validation.type == "none"
    assert "C1:C9" not in {str(rule.sqref) for rule in saved(book, "again.xlsx")["Sheet1"].data_validations.dataValidation}


@pytest.mark.proves("DataValidation.set_rule", "DataValidation.operator", "DataValidation.formula1", "DataValidation.formula2", "DataValidation.formula")
@pytest.mark.parametrize(("kind", "operator", "operands", "seen"), [
    ("whole_number", "between", (1, 10), ("whole", "between", "1", "10")), ("decimal", "greater_than", (0.5,), ("decimal", "greaterThan", "0.5", None)),
    ("date", "greater_than_or_equal", (dt.date(2024, 4, 15),), ("date", "greaterThanOrEqual", "DATE(2024,4,15)", None)),
    ("time", "less_than", (dt.time(18, 30),), ("time", "lessThan", "TIME(18,30,0)", None)),
    ("text_length", "not_between", (2, 5), ("textLength", "notBetween", "2", "5")), ("decimal", "equal_to", ("=A1*2",), ("decimal", "equal", "A1*2", None)),
    ("whole_number", "not_equal_to", (0,), ("whole", "notEqual", "0", None)), ("decimal", "less_than_or_equal", (9,), ("decimal", "lessThanOrEqual", "9", None)),
])  # fmt: skip
def test_comparisons(sheet: xw.Sheet, saved: Saved, kind: str, operator: str, operands: tuple[Any, ...], seen: tuple[Any, ...]) -> None:
    rule = sheet["B2:B5"].data_validation
    getattr(rule, f"set_{kind}")(operator, *operands)
    assert (rule.type, rule.operator, rule.formula) == (kind, operator, None)
    assert rule.formula1 == "=" + seen[2]
    assert rule.formula2 == (None if seen[3] is None else "=" + seen[3])
    (file,) = saved(sheet.book)["Sheet1"].data_validations.dataValidation
    second = file.formula2 if operator.endswith("between") else None
    assert (file.type, file.operator or "between", file.formula1, second) == seen


@pytest.mark.proves("DataValidation.formula", "DataValidation.alert_style", "DataValidation.error_message", "DataValidation.error_title",
                    "DataValidation.ignore_blank", "DataValidation.input_message", "DataValidation.input_title", "DataValidation.show_error",
                    "DataValidation.show_input")  # fmt: skip
def test_a_rule_with_texts(sheet: xw.Sheet, saved: Saved) -> None:
    rule = sheet["B2:B5"].data_validation
    rule.set_custom("=LEN(B2)=12")
    uno = rule.api
    uno.InputTitle, uno.InputMessage, uno.ErrorTitle, uno.ErrorMessage = "ЖСН", "12 цифр", "Қате", "ЖСН 12 цифрдан тұрады"
    sheet["B2:B5"].impl.uno.Validation = uno
    assert (rule.formula, rule.alert_style, rule.ignore_blank, rule.show_input, rule.show_error) == ("=LEN(B2)=12", "stop", True, True, True)
    assert (rule.input_title, rule.input_message, rule.error_title, rule.error_message) == ("ЖСН", "12 цифр", "Қате", "ЖСН 12 цифрдан тұрады")
    (file,) = saved(sheet.book)["Sheet1"].data_validations.dataValidation
    assert (file.type, file.formula1, file.prompt, file.error, str(file.sqref)) == ("custom", "LEN(B2)=12", "12 цифр", "ЖСН 12 цифрдан тұрады", "B2:B5")
    assert (file.allowBlank, file.showInputMessage, file.showErrorMessage) == (True, True, True)


def _rules(book: xw.Book, saved: Saved) -> list[tuple[str, Any]]:
    found = saved(book)["Sheet1"].conditional_formatting
    return [(str(one.sqref), rule) for one in found for rule in one.rules]


@pytest.mark.proves("Range.conditional_formats", "ConditionalFormats.add_cell_value", "ConditionalFormat.type", "ConditionalFormat.operator",
                    "ConditionalFormat.formula1", "ConditionalFormat.formula2", "ConditionalFormat.fill_color", "ConditionalFormat.font_color",
                    "ConditionalFormat.font_bold", "ConditionalFormat.font_italic", "ConditionalFormat.api")  # fmt: skip
@pytest.mark.parametrize(("operator", "one", "two", "seen"), [
    ("between", 1, 5, "between"), ("not_between", 1, 5, "notBetween"), ("equal_to", "иә", None, "equal"), ("not_equal_to", 3, None, "notEqual"),
    ("greater_than", "=$B$1*2", None, "greaterThan"), ("less_than", 2.5, None, "lessThan"), ("greater_than_or_equal", 1, None, "greaterThanOrEqual"),
    ("less_than_or_equal", 9, None, "lessThanOrEqual"),
])  # fmt: skip
def test_cell_value_rules(sheet: xw.Sheet, saved: Saved, operator: str, one: Any, two: Any, seen: str) -> None:
    rule = sheet["A1:A9"].conditional_formats.add_cell_value(operator, one, two, fill_color=(255, 0, 0), font_color=(0, 0, 255),
                                                             font_bold=True, font_italic=True)  # fmt: skip
    assert (rule.type, rule.operator) == ("cell_value", operator)
    assert rule.formula1 == (one if str(one).startswith("=") else '"иә"' if one == "иә" else f"={one}")
    assert rule.formula2 == (None if two is None else f"={two}")
    assert (rule.fill_color, rule.font_color, rule.font_bold, rule.font_italic) == ((255, 0, 0), (0, 0, 255), True, True)
    assert rule.impl.api.StyleName
    ((area, file),) = _rules(sheet.book, saved)
    assert (area, file.type, file.operator) == ("A1:A9", "cellIs", seen)
    assert file.formula[0] == (rule.formula1.removeprefix("="))
    assert file.dxf.fill.bgColor.rgb == "FFFF0000"
    assert (file.dxf.font.color.rgb, file.dxf.font.b, file.dxf.font.i) == ("FF0000FF", True, True)


@pytest.mark.proves("ConditionalFormats.add_custom", "ConditionalFormat.formula", "ConditionalFormat.set", "ConditionalFormat.delete",
                    "ConditionalFormats.clear", "ConditionalFormats.api", "ConditionalFormat.stop_if_true")  # fmt: skip
def test_custom_rules(sheet: xw.Sheet, saved: Saved) -> None:
    rules = sheet["A2:C9"].conditional_formats
    rule = rules.add_custom('=AND($A2<>"",$B2>5)', fill_color="#ffff00")
    second = rules.add_custom("=$C2=1", font_bold=True)
    assert [one.formula for one in rules] == ["=$C2=1", '=AND($A2<>"",$B2>5)'], "a new rule comes first"
    assert rule.stop_if_true is True
    rule.set(formula='=$A2="қате"', fill_color=(1, 2, 3))
    assert (rule.formula, rule.fill_color) == ('=$A2="қате"', (1, 2, 3))
    assert len(rules.api.getConditionalFormats()) == 1
    seen = _rules(sheet.book, saved)
    assert [(area, file.type, file.formula[0]) for area, file in seen] == [("A2:C9", "expression", "$C2=1"), ("A2:C9", "expression", '$A2="қате"')]
    second.delete()
    assert [one.formula for one in rules] == ['=$A2="қате"']
    rules.clear()
    assert len(rules) == 0
    assert _rules(sheet.book, saved) == []
    with pytest.raises(NotImplementedError, match="stop_if_true"):
        rules.add_custom("=TRUE", stop_if_true=True)


@pytest.mark.proves("ConditionalFormats.add_color_scale", "ConditionalFormat.colors", "ConditionalFormat.threshold_types", "ConditionalFormat.thresholds")
def test_colour_scales(sheet: xw.Sheet, saved: Saved) -> None:
    rule = sheet["A1:A9"].conditional_formats.add_color_scale([(255, 0, 0), (255, 255, 0), (0, 255, 0)])
    assert (rule.type, rule.colors) == ("color_scale", ((255, 0, 0), (255, 255, 0), (0, 255, 0)))
    assert (rule.threshold_types, rule.thresholds) == (("lowest_value", "percentile", "highest_value"), (None, 50.0, None))
    sheet["C1:C9"].conditional_formats.add_color_scale(["#000000", "#ffffff"], thresholds=[10, 20])
    by_area = dict(_rules(sheet.book, saved))
    scale = by_area["A1:A9"].colorScale
    assert [one.type for one in scale.cfvo] == ["min", "percentile", "max"]
    assert [color.rgb for color in scale.color] == ["FFFF0000", "FFFFFF00", "FF00FF00"]
    assert [(one.type, float(one.val)) for one in by_area["C1:C9"].colorScale.cfvo] == [("num", 10.0), ("num", 20.0)]


@pytest.mark.proves("ConditionalFormats.add_data_bar", "ConditionalFormat.bar_color", "ConditionalFormat.gradient", "ConditionalFormat.show_value")
def test_data_bars(sheet: xw.Sheet, saved: Saved) -> None:
    rule = sheet["A1:A9"].conditional_formats.add_data_bar((0, 128, 255), minimum=0, maximum=100, gradient=False, show_value=False)
    assert (rule.type, rule.bar_color, rule.gradient, rule.show_value) == ("data_bar", (0, 128, 255), False, False)
    assert (rule.threshold_types, rule.thresholds) == (("number", "number"), (0.0, 100.0))
    ((_, file),) = _rules(sheet.book, saved)
    assert (file.type, file.dataBar.color.rgb, file.dataBar.showValue) == ("dataBar", "FF0080FF", False)
    assert [(one.type, float(one.val)) for one in file.dataBar.cfvo] == [("num", 0.0), ("num", 100.0)]


@pytest.mark.proves("ConditionalFormats.add_icon_set", "ConditionalFormat.icon_set", "ConditionalFormat.reverse_order")
def test_icon_sets(sheet: xw.Sheet, saved: Saved) -> None:
    rule = sheet["A1:A9"].conditional_formats.add_icon_set("4_traffic_lights", thresholds=[10, 20, 30], reverse_order=True, show_value=False)
    assert (rule.type, rule.icon_set, rule.reverse_order, rule.show_value) == ("icon_set", "4_traffic_lights", True, False)
    assert (rule.threshold_types, rule.thresholds) == (("number",) * 3, (10.0, 20.0, 30.0))
    ((_, file),) = _rules(sheet.book, saved)
    assert (file.iconSet.iconSet, file.iconSet.reverse, file.iconSet.showValue) == ("4TrafficLights", True, False)
    assert [float(one.val) for one in file.iconSet.cfvo] == [0.0, 10.0, 20.0, 30.0]
    with pytest.raises(NotImplementedError, match="3_stars"):
        sheet["A1"].conditional_formats.add_icon_set("3_stars")


NAMES = [["аты", "саны", "күні"], ["а", 1, dt.datetime(2024, 1, 1)], ["б", 2, dt.datetime(2024, 2, 1)], ["в", 3, dt.datetime(2024, 3, 1)],
         ["г", 4, None], ["а", 5, dt.datetime(2024, 5, 1)]]  # fmt: skip


def _shown(sheet: xw.Sheet) -> list[str]:
    return [row[0] for area in sheet["A2:C6"].get_special_cells("visible") for row in area.options(ndim=2).value]


@pytest.mark.proves("Range.autofilter", "AutoFilter.apply_values", "AutoFilter.apply_comparison", "AutoFilter.apply_top_items",
                    "AutoFilter.apply_bottom_items", "AutoFilter.apply_top_percent", "AutoFilter.apply_bottom_percent", "AutoFilter.clear",
                    "AutoFilter.criteria", "AutoFilterCriteria.values", "AutoFilterCriteria.type")  # fmt: skip
@pytest.mark.parametrize(("how", "arguments", "shown", "told"), [
    ("values", (1, ["а", "в"]), ["а", "в", "а"], ("values", ["а", "в"], None, None)),
    ("values", (2, [2, 5]), ["б", "а"], ("values", ["2", "5"], None, None)),
    ("comparison", (2, "greater_than", 3), ["г", "а"], ("comparison", None, "greater_than", "3")),
    ("comparison", (2, "between", 2, 4), ["б", "в", "г"], ("comparison", None, "between", "2")),
    ("comparison", (2, "not_between", 2, 4), ["а", "а"], ("comparison", None, "not_between", "2")),
    ("comparison", (1, "not_equal_to", "а"), ["б", "в", "г"], ("comparison", None, "not_equal_to", "а")),
    ("comparison", (3, "equal_to", None), ["г"], ("comparison", None, "equal_to", None)),
    ("comparison", (3, "less_than", dt.date(2024, 3, 1)), ["а", "б"], ("comparison", None, "less_than", "45352")),
    ("top_items", (2, 2), ["г", "а"], ("top_items", None, None, None)), ("bottom_items", (2, 1), ["а"], ("bottom_items", None, None, None)),
    ("top_percent", (2, 40), ["г", "а"], ("top_percent", None, None, None)), ("bottom_percent", (2, 10), ["а"], ("bottom_percent", None, None, None)),
])  # fmt: skip
def test_filters(sheet: xw.Sheet, saved: Saved, how: str, arguments: tuple[Any, ...], shown: list[str], told: tuple[Any, ...]) -> None:
    sheet["A1"].value = NAMES
    found = sheet["A1:C6"].autofilter
    getattr(found, f"apply_{how}")(*arguments)
    assert _shown(sheet) == shown
    one = found.criteria[arguments[0] - 1]
    assert (one.type, one.values, one.operator, one.value1) == told
    file = saved(sheet.book)["Sheet1"]
    assert file.auto_filter.ref == "A1:C6"
    assert [column.colId for column in file.auto_filter.filterColumn] == [arguments[0] - 1]
    found.clear(arguments[0])
    assert len(_shown(sheet)) == 5
    # every way of filtering is used once in each case, so that the proofs above hold for each
    for name, rest in (("apply_values", (["а"],)), ("apply_comparison", ("equal_to", "а")), ("apply_top_items", (1,)), ("apply_bottom_items", (1,)),
                       ("apply_top_percent", (20,)), ("apply_bottom_percent", (20,))):  # fmt: skip
        getattr(found, name)(2, *rest)
    found.clear()


def test_filters_on_two_columns(sheet: xw.Sheet) -> None:
    sheet["A1"].value = NAMES
    found = sheet["A1:C6"].autofilter
    found.apply_values(1, ["а", "б"])
    found.apply_comparison(2, "greater_than", 1)
    assert _shown(sheet) == ["б", "а"]
    found.clear(1)
    assert _shown(sheet) == ["б", "в", "г", "а"]
    with pytest.raises(ValueError, match="different range"):
        sheet["A1:B4"].autofilter.apply_values(1, ["а"])
    found.apply_values(1, ["а", "б"])
    with pytest.raises(NotImplementedError, match="not_between"):
        found.apply_comparison(2, "not_between", 2, 3)
