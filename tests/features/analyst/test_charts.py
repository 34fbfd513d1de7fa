"""What a notebook shows: charts with words and numbers, tables, sentences instead of what cannot be drawn."""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ubb4
from ubb4.base import text
from ubb4.base.errors import UseError
from ubb4.deadlines.deadline import state_words
from ubb4.features.analyst import charts, look, show


def _html(shown: show.Shown) -> str:
    """What the page shows: of a chart the drawing itself, which JupyterLab has as a picture."""
    bundle = shown._repr_mimebundle_()
    made: str = bundle[show.MIME].get("html", bundle["text/html"])
    return made


def _numbers(shown: show.Shown) -> list[list[str]]:
    """The table below a chart."""
    return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", _html(shown))[1:]]


FRAME = pd.DataFrame(
    {
        "unit": ["A", "B", "A", None, "C"],
        "kind": pd.Categorical(["x", "y", "x", "y", None], ["z", "y", "x"]),
        "sum": pd.array([10.5, None, 3, 1, 200000], dtype="Float64"),
        "day": pd.to_datetime(["2026-01-31", "2026-03-01", None, "2026-03-15", "2026-01-02"]),
    }
)
FRAME.attrs = {"sheet": "Парақ1", "titles": {"unit": "Бөлімше", "kind": "Түрі", "sum": "Сомасы", "day": "Күні"}}


def test_bars_count_every_row() -> None:
    figure = charts.bars(FRAME, "unit", "Атауы")
    assert _numbers(figure) == [["A", "2"], ["B", "1"], ["көрсетілмеген", "1"], ["C", "1"]]
    assert figure.text == "Атауы. A: 2; B: 1; көрсетілмеген: 1; C: 1."
    assert f'aria-label="{figure.text}"' in _html(figure)


def test_bars_divided_keep_the_order_of_categories_and_the_sums() -> None:
    figure = charts.bars(FRAME, "unit", "Атауы", split="kind", value="sum")
    assert ["A", "x", "13,5"] in _numbers(figure)
    assert ["C", "көрсетілмеген", "200\u00a0000"] in _numbers(figure)
    assert isinstance(figure, charts.Figure)
    spec = figure.chart.to_dict()
    assert spec["layer"][0]["encoding"]["color"]["scale"]["domain"] == ["y", "x", "көрсетілмеген"]
    assert sum(float(row[2].replace("\u00a0", "").replace(",", ".")) for row in _numbers(figure)) == FRAME["sum"].sum()


def test_too_many_bars_are_put_together_and_that_is_said() -> None:
    frame = pd.DataFrame({"name": [f"n{n // 3}" for n in range(90)] + ["n0"] * 5})
    figure = charts.bars(frame, "name", "Атауы", most=4)
    assert [row[1] for row in _numbers(figure)] == ["8", "3", "3", "81"]
    assert _numbers(figure)[-1][0] == "(қалғандары)"
    assert "30 топтың ең ірі 3 тобы бөлек көрсетілді" in _html(figure)


def test_a_limit_is_drawn_with_its_words() -> None:
    frame = pd.DataFrame({"body": ["A"], "share": [3.1]})
    figure = charts.bars(frame, "body", "Үлесі", value="share", limit=(5, "5 % – норма"))
    assert "Үзік сызық: 5 % – норма" in _html(figure)
    assert any(path.get("stroke-dasharray") for path in ET.fromstring(re.findall(r"<svg.*?</svg>", _html(figure), re.DOTALL)[0]).iter())


def test_matrix_and_squares() -> None:
    crossed = charts.matrix(FRAME, "unit", "kind", "Карта")
    assert sorted(_numbers(crossed)) == sorted([["A", "x", "2"], ["B", "y", "1"], ["C", "көрсетілмеген", "1"], ["көрсетілмеген", "y", "1"]])
    rated = pd.DataFrame({"likelihood": pd.array([5, 1, 10], dtype="Int64"), "impact": pd.array([2, 3, 3], dtype="Int64")})
    spec = charts.matrix(rated, "likelihood", "impact", "Бағасы").chart.to_dict()  # type: ignore[attr-defined]
    assert spec["layer"][0]["encoding"]["y"]["sort"] == ["10", "5", "1"], "numbers are in order, not by their first digit"
    states = pd.DataFrame({"who": [f"w{n:02}" for n in range(50)], "what": "S1", "state": pd.Categorical(["бар", "жоқ"] * 25, ["бар", "жоқ"])})
    figure = charts.squares(states, "who", "what", "state", "Қамту", tones=("good", "bad"))
    assert "50 жолдың алғашқы 40 жолы көрсетілді" in _html(figure)
    assert figure.text == "Қамту. бар: 20; жоқ: 20."


def test_months_show_empty_ones_and_tell_what_has_no_date() -> None:
    figure = charts.months(FRAME, "day", "Айлар")
    assert _numbers(figure) == [["01.2026", "2"], ["03.2026", "2"]]
    assert "«Күні» күні жоқ жолдар: 1." in _html(figure)
    assert ">02.2026<" in _html(figure)


def _deadlines(count: int) -> pd.DataFrame:
    states = ["done", "overdue", "late", "due", "unknown"]
    words = state_words()
    frame = pd.DataFrame(
        {
            "subject": ["A1"] * count, "title": [f"t{n}" for n in range(count)], "state": [states[n % 5] for n in range(count)],
            "event_day": pd.to_datetime(["2026-01-05"] * count), "rule": "r",
            "day": pd.to_datetime([None if n % 5 == 4 else "2026-02-01" for n in range(count)]), "done_on": pd.to_datetime(["2026-01-20"] + [None] * (count - 1)),
        }
    )  # fmt: skip
    frame["standing"] = pd.Categorical([words[each] for each in frame["state"]], list(words.values()))
    return frame


def test_dates_draw_the_most_pressing_and_tell_the_rest() -> None:
    figure = charts.dates(_deadlines(50), "Мерзімдер", today=date(2026, 3, 1), most=12)
    html = _html(figure)
    assert "Күні белгісіз мерзімдер: 10." in html
    assert "40 мерзімнің 12 мерзімі көрсетілді" in html
    assert [row[5] for row in _numbers(figure)].count("мерзімі өткен") == 10
    assert "үзік сызық: 01.03.2026" in html


def test_nothing_to_draw_is_a_sentence() -> None:
    empty = FRAME.iloc[:0]
    for shown in (
        charts.bars(empty, "unit", "Атауы"), charts.matrix(empty, "unit", "kind", "Атауы"), charts.months(empty, "day", "Атауы"),
        charts.squares(empty, "unit", "kind", "kind", "Атауы"), show.table(empty, "Атауы"), charts.bars(FRAME.assign(unit=None), "unit", "Атауы"),
        charts.dates(_deadlines(5).iloc[:0], "Атауы", today=date(2026, 1, 1)), show.numbers(empty, "Атауы"),
    ):  # fmt: skip
        assert str(shown).startswith("«Атауы» көрсетілмеді:")
        assert 'class="ubb4-missing"' in _html(shown)
        assert shown.told["missing"] == str(shown)
    assert "«Парақ1» парағында" in str(show.table(empty, "Атауы"))


def test_states_have_one_colour_everywhere() -> None:
    frame = _deadlines(10)
    bars = charts.bars(frame, "subject", "Күйі", split="standing").chart.to_dict()  # type: ignore[attr-defined]
    scale = bars["layer"][0]["encoding"]["color"]["scale"]
    assert dict(zip(scale["domain"], scale["range"], strict=True)) == {word: look.STATES[key] for key, word in state_words().items()}


@given(st.lists(st.text(min_size=1, max_size=20).filter(str.strip), min_size=1, max_size=8), st.sampled_from(["kk", "ru", "en"]))
@settings(max_examples=15)
def test_any_text_is_drawn_and_never_markup(names: list[str], language: str) -> None:
    names = [re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "?", each) + "<b>&\"'" for each in names]
    frame = pd.DataFrame({"a.b[0]:'\\": names})
    with text.speaking(language):
        html = _html(charts.bars(frame, "a.b[0]:'\\", "<i>T"))
    assert "<b>" not in html
    assert "<i>" not in html
    ET.fromstring(re.findall(r"<svg.*?</svg>", html, re.DOTALL)[0])


def test_tables_leave_protected_columns_out_and_say_so() -> None:
    frame = pd.DataFrame({"id": ["1"], "person": ["Үлгі А."], "paid": [True], "list": [["a", "b"]], "day": pd.to_datetime(["2026-05-01"]), "n": [1234567.5]})
    frame.attrs = {"protected": ["person"], "titles": {"id": "№"}}
    html = _html(show.table(frame, "Тізім"))
    assert "Үлгі" not in html
    assert "Дербес және қызметтік деректері бар бағандар көрсетілмеді." in html
    assert '<th scope="col">№</th>' in html
    assert '<td data-sort="2026-05-01">01.05.2026</td>' in html
    assert '<td class="n" data-sort="1234567.5">1\u00a0234\u00a0567,5</td>' in html
    assert "<td>иә</td><td>a; b</td>" in html
    assert "Үлгі" in _html(show.table(frame, "Тізім", ["person"]))
    long = _html(show.table(pd.DataFrame({"n": range(500)}), "Тізім"))
    assert "500 жолдың алғашқы 200 жолы көрсетілді." in long
    assert long.count("<tr>") == 201


def test_periods_are_worded_alike_and_in_order() -> None:
    typed = pd.Series(["IV тоқсан 2025", "2 кв. 2026", None, "2026 жылғы II тоқсан", "наурыз 2026", "үнемі", "15.01.2026"])
    found = show.periods(typed)
    assert list(found.cat.categories) == ["2025 ж. IV тоқсан", "15.01.2026", "03.2026", "2026 ж. II тоқсан", "үнемі"]
    assert [None if pd.isna(each) else each for each in found] == [
        "2025 ж. IV тоқсан", "2026 ж. II тоқсан", None, "2026 ж. II тоқсан", "03.2026", "үнемі", "15.01.2026",
    ]  # fmt: skip
    assert len(show.periods(pd.Series([], dtype="string"))) == 0


def test_the_passport_tells_what_was_not_done(demo: Path) -> None:
    book = ubb4.open(demo / "region.ru.xlsx", today="2026-10-20", lang="ru", policy="clear_days")
    told: dict[str, Any] = book._repr_mimebundle_()
    assert told[show.MIME]["passport"]["body"] == "Акимат Примерной области"
    assert told[show.MIME]["passport"]["problems"] == []
    assert book.digest in told["text/html"]
    assert ("Счёт рабочих дней", "полные рабочие дни") in told[show.MIME]["passport"]["lines"]
    assert "применяется текст 2024 года" in told["text/html"]


def test_a_language_or_day_or_policy_that_is_none() -> None:
    for options, said in (({"lang": "xx"}, "kk, ru, en"), ({"today": "2026-13-01"}, "ЖЖЖЖ-АА-КК"), ({"policy": "other"}, "nth_day")):
        with pytest.raises(UseError, match=said):
            ubb4.open("x.xlsx", **options)  # type: ignore[arg-type]
    with pytest.raises(UseError, match="file параметріне"):
        ubb4.open("")
    with pytest.raises(UseError, match="kk, ru, en"):
        ubb4.speak("xx")


def test_long_labels_lose_their_middle_and_stay_apart() -> None:
    from ubb4.features.analyst.drawing import LABEL, short

    names = [f"Ұсынымдардың орындалуы туралы ақпаратты уәкілетті органға беру — 2026 жылғы {each} тоқсан" for each in ("I", "II", "III")]
    labels = short([*names, "қысқа"])
    assert len(set(labels.values())) == 4
    assert all(len(line) <= LABEL for label in labels.values() for line in label.splitlines())
    assert all(1 <= label.count("\n") <= 2 for name, label in labels.items() if name != "қысқа")
    (longest,) = short(["а" * 30 + " " + "ә" * 300]).values()
    assert "…" in longest
    assert labels["қысқа"] == "қысқа"
    alike = ["a" * 60 + "1" + "b" * 60, "a" * 60 + "2" + "b" * 60]
    assert short(alike) == {each: each for each in alike}, "two never become one"


def test_jupyterlab_gets_a_picture_which_it_leaves_in_a_strangers_notebook() -> None:
    figure = charts.bars(pd.DataFrame({"body": ["<А>", "Б"]}), "body", "Атауы")
    html = figure._repr_mimebundle_()["text/html"]
    assert "<svg" not in html
    (data,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', html)
    drawn = base64.b64decode(data).decode()
    ET.fromstring(drawn)
    assert drawn.count("<text") > 2
    (alternative,) = re.findall(r'<img alt="([^"]+)"', html)
    assert alternative.startswith("Атауы. ")


def test_squares_are_coloured_by_the_norm() -> None:
    frame = pd.DataFrame({"body": ["А", "А", "Б"], "title": ["x", "y", "x"], "value": [5.0, 1.0, 2.0], "norm": [5.0, None, 5.0]})
    html = _html(charts.matrix(frame, "body", "title", "Көрсеткіштер", value="value", norm="norm", first_of=True))
    assert html.count("#0b6a77") >= 1
    assert "нормадан төмен" in html
    assert "норма орындалды" in html


def test_what_has_no_number_is_not_nought() -> None:
    frame = pd.DataFrame({"body": ["Үлгі ауданы", "үлгі  ауданы", "Б", "В"], "sum": pd.array([1, 2, None, float("inf")], dtype="Float64")})
    figure = charts.bars(frame, "body", "Сомасы", value="sum")
    assert _numbers(figure) == [["Үлгі ауданы", "3"]]
    assert "«sum» саны жоқ жолдар: 2. Есепке алынбады." in _html(figure)
    twice = pd.DataFrame({"a": ["x", "x"], "b": ["1", "1"], "state": ["бар", "жоқ"]})
    assert "артық жолдар: 1" in _html(charts.squares(twice, "a", "b", "state", "Қамту"))
    with pytest.raises(UseError, match="no_such.*body, sum"):
        charts.bars(frame, "no_such", "Атауы")


def test_far_dates_and_billions() -> None:
    frame = pd.DataFrame({"day": pd.array(["0206-02-01", "9999-12-31", "2026-03-01"], dtype="datetime64[s]")})
    figure = charts.months(frame, "day", "Айлар")
    assert [row[0] for row in _numbers(figure)] == ["02.206", "03.2026", "12.9999"]
    assert "жолы жоқ айлар көрсетілмеді" in _html(figure)
    assert "12\u00a0345\u00a0678\u00a0901<" in _html(show.table(pd.DataFrame({"sum": [12345678901.0]}), "Сомасы"))


def test_a_frame_that_forgot_its_classes_keeps_them(demo: Path) -> None:
    trained = ubb4.open(demo / "region.kk.xlsx", today="2026-10-20")["trained"]
    person = str(trained.frame()["person"].iloc[0])
    assert person
    for frame in (
        trained.frame(),
        trained.frame(titles=True),
        pd.DataFrame(trained.frame().to_dict("records")),
        trained.frame().merge(trained.frame()[["id"]], on="id"),
    ):
        frame.attrs = frame.attrs if frame.attrs.get("protected") else {}
        assert person not in _html(show.table(frame, "Тізім"))
    findings = ubb4.open(demo / "region.kk.xlsx", today="2026-10-20").findings()
    assert str(findings["message"].iloc[0]) not in _html(show.table(findings, "Ескертпелер"))


def test_odd_cells_of_a_sheet_are_read(tmp_path: Path, demo: Path) -> None:
    from datetime import datetime, time

    from openpyxl import load_workbook

    book = load_workbook(demo / "region.kk.xlsx")
    sheet = book["Жоспар"]
    terms = next(cell.column for cell in sheet[4] if cell.value == "Орындау мерзімі")
    sheet.cell(5, terms, datetime(2026, 9, 30))
    sheet.cell(6, terms, time(10, 0))
    heads = {cell.value: cell.column for cell in book["Талдаулар"][4]}
    began = next(column for head, column in heads.items() if head == "Талдаудың басталуы")
    book["Талдаулар"].cell(5, began, datetime(9999, 12, 31))
    book["Талдаулар"].cell(6, began, time(10, 0))
    path = tmp_path / "odd.xlsx"
    book.save(path)
    opened = ubb4.open(path, today="2026-10-20")
    assert opened["plan"].frame()["term"].tolist()[:2] == ["30.09.2026", "10:00:00"]
    starts = opened["analyses"].frame()["starts_on"]
    assert pd.isna(starts.iloc[0])
    assert pd.isna(starts.iloc[1])
    assert {"not-a-date", "date-out-of-range"} <= set(opened.findings()["code"])
