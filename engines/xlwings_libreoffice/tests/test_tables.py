"""Tables, as another reader sees them in the file."""

from __future__ import annotations

import pytest
import xlwings as xw

from conftest import Saved

ROWS = [["аты", "саны"], ["в", 3], ["а", 1], ["б", 2]]


@pytest.fixture
def table(sheet: xw.Sheet) -> xw.main.Table:
    sheet["B2"].value = ROWS
    return sheet.tables.add(sheet["B2:C5"], name="Тізім")


@pytest.mark.proves("Tables.add", "Sheet.tables", "Table.name", "Table.display_name", "Table.parent", "Table.api", "Table.range", "Table.data_body_range",
                    "Table.header_row_range", "Table.insert_row_range", "Table.show_autofilter", "Range.table")  # fmt: skip
def test_a_table(sheet: xw.Sheet, saved: Saved, table: xw.main.Table) -> None:
    assert (table.name, table.display_name, table.parent) == ("Тізім", "Тізім", sheet)
    assert table.api.Name == "Тізім"
    assert [area.address for area in (table.range, table.data_body_range, table.header_row_range)] == ["$B$2:$C$5", "$B$3:$C$5", "$B$2:$C$2"]
    assert table.insert_row_range is None
    assert sheet["C4"].table == table
    assert sheet["A1"].table is None
    sheet["E1"].formula = "=SUM(Тізім[саны])"
    assert sheet["E1"].value == 6.0
    assert sheet["E1"].formula == "=SUM(Тізім[саны])"
    table.display_name = "Тізім2"
    assert table.show_autofilter
    file = saved(sheet.book)["Sheet1"].tables["Тізім2"]
    assert (file.ref, [column.name for column in file.tableColumns], file.headerRowCount) == ("B2:C5", ["аты", "саны"], 1)
    assert file.autoFilter.ref == "B2:C5"
    table.show_autofilter = False
    table.name = "Үшінші"
    assert saved(sheet.book, "again.xlsx")["Sheet1"].tables["Үшінші"].autoFilter is None
    with pytest.raises(ValueError, match="already exists"):
        sheet.tables.add(sheet["H1:I3"], name="үшінші")


@pytest.mark.proves("Table.resize", "Table.show_headers", "Table.show_totals", "Table.totals_row_range")
def test_its_borders_and_rows_of_its_own(sheet: xw.Sheet, saved: Saved, table: xw.main.Table) -> None:
    table.resize(sheet["B2:D6"])
    assert (table.range.address, sheet["D2"].value) == ("$B$2:$D$6", "Column3")
    table.resize(sheet["B2:C5"])
    sheet["B6"].value = "төменде"
    table.show_totals = True
    assert table.totals_row_range.address == "$B$6:$C$6"
    assert sheet["B6:C7"].value == [["Total", 6.0], ["төменде", None]]
    assert table.data_body_range.address == "$B$3:$C$5"
    file = saved(sheet.book)["Sheet1"].tables["Тізім"]
    assert (file.ref, file.totalsRowCount) == ("B2:C6", 1)
    table.show_totals = False
    assert sheet["B6"].value == "төменде"
    table.show_headers = False
    assert (table.header_row_range, table.data_body_range.address, sheet["B2"].value) == (None, "$B$3:$C$5", None)
    table.show_headers = True
    assert sheet["B2:C2"].value == ["аты", "саны"]


@pytest.mark.proves("Table.rows", "TableRows.add", "TableRows.column_count", "TableRow.index", "TableRow.range", "TableRow.delete", "Table.columns",
                    "TableColumns.add", "TableColumn.name", "TableColumn.index", "TableColumn.range", "TableColumn.data_body_range", "TableColumn.delete")  # fmt: skip
def test_rows_and_columns(sheet: xw.Sheet, saved: Saved, table: xw.main.Table) -> None:
    sheet["B6"].value = "төменде"
    assert (len(table.rows), table.rows.impl.column_count) == (3, 2)
    row = table.rows.add(["г", 4])
    assert (row.index, row.range.address, row.range.value, sheet["B7"].value) == (4, "$B$6:$C$6", ["г", 4.0], "төменде")
    table.rows.add(["бірінші", 0], index=1)
    assert table.rows[0].range.value == ["бірінші", 0.0]
    table.rows[1].delete()
    assert [one.range.value[0] for one in table.rows] == ["бірінші", "а", "б", "г"]
    column = table.columns.add("ескертпе")
    assert (column.name, column.index, column.range.address) == ("ескертпе", 3, "$D$2:$D$6")
    table.columns.add("№", index=1)
    assert [one.name for one in table.columns] == ["№", "аты", "саны", "ескертпе"]
    assert table.columns["саны"].data_body_range.value == [0.0, 1.0, 2.0, 4.0]
    table.columns["ескертпе"].delete()
    file = saved(sheet.book)["Sheet1"].tables["Тізім"]
    assert (file.ref, [column.name for column in file.tableColumns]) == ("B2:D6", ["№", "аты", "саны"])


@pytest.mark.proves("Table.sort", "Table.autofilter")
def test_sort_and_filter(sheet: xw.Sheet, saved: Saved, table: xw.main.Table) -> None:
    table.sort(1)
    assert table.data_body_range.value == [["а", 1.0], ["б", 2.0], ["в", 3.0]]
    table.autofilter.apply_comparison(2, "greater_than", 1)
    assert [one.type for one in table.autofilter.criteria] == ["none", "comparison"]
    assert sheet["B3"].rows.hidden
    (column,) = saved(sheet.book)["Sheet1"].tables["Тізім"].autoFilter.filterColumn
    assert column.colId == 1


def test_a_table_begins_empty_and_without_headers(sheet: xw.Sheet) -> None:
    empty = sheet.tables.add(sheet["A10"])
    assert (empty.range.address, empty.insert_row_range.address, empty.data_body_range) == ("$A$10:$A$11", "$A$11", None)
    assert len(empty.rows) == 0
    empty.rows.add(["бірінші"])
    assert (len(empty.rows), sheet["A11"].value) == (1, "бірінші")
    sheet["C1"].value = [[1, 2], [3, 4]]
    bare = sheet.tables.add(sheet["C1:D2"], has_headers=False)
    assert (bare.range.address, bare.header_row_range.value) == ("$C$1:$D$3", ["Column1", "Column2"])


@pytest.mark.proves("Table.table_style", "Table.show_table_style_row_stripes", "Table.show_table_style_column_stripes",
                    "Table.show_table_style_first_column", "Table.show_table_style_last_column")  # fmt: skip
def test_styles_are_remembered_with_a_warning(table: xw.main.Table) -> None:
    assert table.table_style == "TableStyleMedium2"
    for name, value in (("table_style", "TableStyleLight1"), ("show_table_style_row_stripes", False), ("show_table_style_column_stripes", True),
                        ("show_table_style_first_column", True), ("show_table_style_last_column", True)):  # fmt: skip
        with pytest.warns(UserWarning, match="not saved"):
            setattr(table, name, value)
        assert getattr(table, name) == value


def test_tables_of_a_copied_sheet_and_of_other_files(app: xw.App, sheet: xw.Sheet, saved: Saved, table: xw.main.Table) -> None:
    copy = sheet.copy(name="Көшірме")
    assert [one.range.address for one in copy.tables] == ["$B$2:$C$5"]
    assert copy.tables[0].name != "Тізім"
    file = saved(sheet.book)
    assert len(file["Көшірме"].tables) == len(file["Sheet1"].tables) == 1
    with app.books.open(sheet.book.fullname) as again:
        assert "Тізім" in again.sheets[0].tables
        assert sheet.book.sheets[0].range("Тізім").address == "$B$3:$C$5"
