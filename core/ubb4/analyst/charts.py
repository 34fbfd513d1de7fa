"""Charts of frames: bars, a matrix, months, dates with their limits. Altair draws them, vl-convert makes the SVG here, without a browser or network.

Every chart is a `Figure`: its picture has a text alternative, its numbers stand below it as a table; `chart` is Altair's own for tuning.  A frame
with nothing to draw gives a sentence instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ubb4.analyst import heavy, look
from ubb4.analyst.show import MIME, Shown, grouped, missing, table
from ubb4.text import gettext as _

if TYPE_CHECKING:
    import pandas

MOST_BARS = 20
MOST_LINES = 60  # of a chart of dates
_SPOKEN = 12  # entries that a text alternative reads out


class Figure(Shown):
    """A chart with its title, text alternative and numbers."""

    def __init__(self, chart: Any, title: str, alternative: str, data: pandas.DataFrame, remarks: Sequence[str] = ()) -> None:
        self.chart, self.title, self.alternative, self.data, self.remarks = chart, title, alternative, data, tuple(remarks)
        super().__init__("", f"{title}. {alternative}", {"figure": title})

    def _repr_mimebundle_(self, **__: Any) -> dict[str, Any]:
        picture = Markup(look.svg(self.chart, f"{self.title}. {self.alternative}"))  # noqa: S704  vl-convert's, which escapes the data
        remarks = Markup("").join(Markup('<p class="ubb4-remark">{}</p>').format(each) for each in self.remarks)
        html = Markup(
            '<figure class="ubb4-figure"><figcaption>{title}</figcaption><div class="ubb4-scroll" tabindex="0" role="group" aria-label="{title}">{picture}</div>'
            "{remarks}<details><summary>{numbers}</summary>{data}</details></figure>"
        ).format(title=self.title, picture=picture, remarks=remarks, numbers=_("Сандары"), data=Markup(table(self.data, self.title).html))  # noqa: S704
        return {"text/html": str(html), "text/plain": self.text, MIME: self.told}


def bars(
    frame: pandas.DataFrame, by: str, title: str, *, split: str | None = None, value: str | None = None, limit: tuple[float, str] | None = None,
    most: int = MOST_BARS,
) -> Shown:  # fmt: skip
    """Rows counted by a column (or `value` added up), a bar each; `split` divides the bars, `limit` (number, its words) draws a line.

    Categories keep their order; other texts go by size.  An empty cell counts as «not given».  Beyond `most` bars the rest is one bar.
    """
    if by not in frame or frame.empty or frame[by].isna().all():
        return missing(title, frame)
    head, counted = _head(frame, by), _head(frame, value) if value else _("саны")
    few, remarks = _few(frame, by, value, most)
    names = {by: head, **({split: _head(frame, split)} if split else {})}
    few = few.assign(**{each: _named(few[each]) for each in names})
    amounts = few[value].astype("float").fillna(0) if value else 1.0
    grouped_by = few.assign(**{"*": amounts}).groupby(list(names), observed=True, sort=False)["*"].sum().reset_index()
    order = _order(few[by], grouped_by, by)
    alt = heavy("altair")
    totals = grouped_by.groupby(by, observed=True, sort=False)["*"].sum().reset_index()
    encoded: dict[str, Any] = {
        "y": alt.Y("by:N", sort=order, title=None, axis=alt.Axis(labelLimit=look.LABEL)),
        "x": alt.X("n:Q", title=counted, axis=_axis(alt, max(totals["*"].max(), limit[0] if limit else 0))),
    }
    if split:
        colours = _order(few[split], grouped_by, split)
        encoded["color"] = alt.Color("split:N", sort=colours, scale=look.scale(alt, colours), title=_head(frame, split))
        encoded["order"] = alt.Order("order:Q")
        grouped_by["*order"] = [colours.index(each) for each in grouped_by[split]]
    drawn = {"by": by, "n": "*", **({"split": split, "order": "*order"} if split else {})}
    plain = alt.Chart(_plain(grouped_by, drawn)).mark_bar(color=look.TEAL, height={"band": 0.72}).encode(**encoded)
    written = alt.Chart(_plain(totals, {"by": by, "n": "*"})).mark_text(align="left", dx=4, color=look.INK)
    layers = [plain, written.encode(y=encoded["y"], x=encoded["x"], text=alt.Text("n:Q", format=",.10~g"))]
    if limit:
        line = alt.Chart(alt.Data(values=[{"n": limit[0]}]))
        layers += [line.mark_rule(color=look.RED, strokeWidth=2, strokeDash=[5, 3]).encode(x="n:Q")]
        remarks = [*remarks, _("Үзік сызық: {words}", words=limit[1])]
    data = grouped_by.drop(columns="*order", errors="ignore").rename(columns={**names, "*": counted})
    data.attrs = {}
    spoken = _spoken(
        (", ".join(str(row[names[each]]) for each in names), float(row[counted]))
        for row in data.sort_values(counted, ascending=False).to_dict("records")
    )
    return Figure(alt.layer(*layers).properties(width=look.WIDTH, height=alt.Step(26)), title, spoken, data, remarks)


def matrix(frame: pandas.DataFrame, down: str, across: str, title: str, *, value: str | None = None, most: int = 30) -> Shown:
    """Rows counted by two columns, a coloured square each with its number; `value` is added up instead.

    Beyond `most` of `down` those with the most rows are shown, and that is said.
    """
    if frame.empty or frame[down].isna().all() or frame[across].isna().all():
        return missing(title, frame)
    few, remarks = _few(frame, down, value, most)
    few = few.assign(**{each: _named(few[each]) for each in (down, across)})
    amounts = few[value].astype("float").fillna(0) if value else 1.0
    found = few.assign(**{"*": amounts}).groupby([down, across], observed=True, sort=False)["*"].sum().reset_index()
    alt, high = heavy("altair"), float(found["*"].max()) or 1.0
    base = alt.Chart(_plain(found, {"down": down, "across": across, "n": "*"})).encode(
        y=alt.Y("down:N", sort=_order(few[down], found, down), title=None, axis=alt.Axis(labelLimit=look.LABEL)),
        x=alt.X("across:N", sort=_order(few[across], found, across), title=None,
                axis=alt.Axis(orient="top", labelAngle=-35, labelLimit=230)),
    )  # fmt: skip
    squares = base.mark_rect(stroke="white", strokeWidth=2).encode(
        color=alt.Color("n:Q", scale=alt.Scale(range=look.RAMP, domain=[0, high]), legend=None)
    )
    words = base.mark_text().encode(
        text=alt.Text("n:Q", format=",.10~g"),
        color=alt.condition(alt.datum["n"] > high * 0.55, alt.value("white"), alt.value(look.INK)),
    )
    data = found.rename(columns={down: _head(frame, down), across: _head(frame, across), "*": _head(frame, value) if value else _("саны")})
    data.attrs = {}
    ordered = data.sort_values(data.columns[2], ascending=False).itertuples(index=False, name=None)
    spoken = _spoken((f"{row[0]}, {row[1]}", float(row[2])) for row in ordered)
    chart = alt.layer(squares, words).properties(width=alt.Step(64), height=alt.Step(30))
    return Figure(chart, title, spoken, data, remarks)


def squares(
    frame: pandas.DataFrame, down: str, across: str, state: str, title: str, *, tones: Sequence[str] = look.TONES, most: int = 40
) -> Shown:
    """A square for each row, coloured by a column of states (done or not, there or not) in that column's order; an empty place has no row.

    `tones` are the states' colours in order: good, partly, bad, none.  Beyond `most` of `down` the first are shown, and that is said.
    """
    if frame.empty or frame[down].isna().all() or frame[across].isna().all():
        return missing(title, frame)
    downs, remarks = list(dict.fromkeys(_named(frame[down]))), []
    if len(downs) > most:
        remarks.append(_("{all} жолдың алғашқы {n}-і көрсетілді.", all=len(downs), n=most))
    found = frame[[down, across, state]].assign(**{each: _named(frame[each]) for each in (down, across, state)})
    found = found[found[down].isin(downs[:most])]
    alt = heavy("altair")
    states = [str(each) for each in (found[state].cat.categories if hasattr(found[state], "cat") else dict.fromkeys(found[state]))]
    acrosses = [str(each) for each in (found[across].cat.categories if hasattr(found[across], "cat") else dict.fromkeys(found[across]))]
    chart = alt.Chart(_plain(found, {"down": down, "across": across, "state": state})).mark_rect(stroke="white", strokeWidth=2).encode(
        y=alt.Y("down:N", sort=downs[:most], title=None, axis=alt.Axis(labelLimit=look.LABEL)),
        x=alt.X("across:N", sort=acrosses, title=None, axis=alt.Axis(orient="top", labelAngle=-35, labelLimit=230)),
        color=alt.Color("state:N", sort=states, scale=look.tones(alt, states, tones), title=_head(frame, state)),
    )  # fmt: skip
    data = found.rename(columns={each: _head(frame, each) for each in (down, across, state)})
    data.attrs = {}
    spoken = _spoken(found[state].value_counts(sort=False).items())
    return Figure(chart.properties(width=alt.Step(48), height=alt.Step(26)), title, spoken, data, remarks)


def months(frame: pandas.DataFrame, day: str, title: str, *, split: str | None = None) -> Shown:
    """Rows counted by the month of a date, a column each; `split` divides them.  Rows without the date are counted in a remark."""
    dated = frame[frame[day].notna()] if day in frame else frame.iloc[:0]
    if dated.empty:
        return missing(title, frame)
    alt, pd = heavy("altair"), heavy("pandas")
    months_ = dated[day].dt.to_period("M")
    every = pd.period_range(months_.min(), months_.max(), freq="M")
    words = pd.Categorical([f"{each:%m.%Y}" for each in months_], [f"{each:%m.%Y}" for each in every], ordered=True)
    names = {"month": _("ай"), **({split: _head(frame, split)} if split else {})}
    found = dated.assign(month=words, **({split: _named(dated[split])} if split else {}))
    counted = found.assign(**{"*": 1.0}).groupby(list(names), observed=True, sort=False)["*"].sum().reset_index()
    encoded: dict[str, Any] = {
        "x": alt.X("month:O", sort=list(words.categories), scale=alt.Scale(domain=list(words.categories)), title=None, axis=alt.Axis(labelAngle=-45)),
        "y": alt.Y("n:Q", title=_("саны"), axis=_axis(alt, counted["*"].max())),
    }
    if split:
        colours = _order(found[split], counted, split)
        encoded["color"] = alt.Color("split:N", sort=colours, scale=look.scale(alt, colours), title=_head(frame, split))
    drawn = {"month": "month", "n": "*", **({"split": split} if split else {})}
    chart = alt.Chart(_plain(counted, drawn)).mark_bar(color=look.TEAL).encode(**encoded).properties(width=alt.Step(44), height=240)
    without = len(frame) - len(dated)
    remarks = [_("«{column}» күні жоқ жолдар: {n}. Диаграммада жоқ.", column=_head(frame, day), n=without)] if without else []
    data = counted.sort_values("month").rename(columns={**names, "*": _("саны")})
    data.attrs = {}
    spoken = _spoken((", ".join(map(str, row[:-1])), float(row[-1])) for row in data.itertuples(index=False, name=None))
    return Figure(chart, title, spoken, data, remarks)


def dates(deadlines: pandas.DataFrame, title: str, *, today: Any, most: int = MOST_LINES) -> Shown:
    """Rows of `deadlines()` as lines from the event to its last day, by subject: a mark at the limit, a dot where it was done, coloured by state.

    Rows whose day is not known are counted in a remark; beyond `most` rows the most pressing are drawn, and that is said.
    """
    known = deadlines[deadlines["day"].notna()]
    if known.empty:
        return missing(title, deadlines)
    alt, pd = heavy("altair"), heavy("pandas")
    unknown, remarks = len(deadlines) - len(known), []
    if unknown:
        remarks.append(_("Күні белгісіз мерзімдер: {n}. Диаграммада жоқ.", n=unknown))
    if len(known) > most:
        pressing = known["state"].map({"overdue": 0, "late": 1, "due": 2, "unknown": 3, "done": 4})
        remarks.append(_("{all} мерзімнің {n}-і салынды: алдымен өткені мен кешіккені.", all=len(known), n=most))
        known = known.assign(pressing=pressing).sort_values(["pressing", "day"], kind="stable").head(most)
    known = known.sort_values(["subject", "day"], kind="stable")
    found = pd.DataFrame(
        {
            "subject": known["subject"].where(known["subject"] != "", "—").astype("str"), "title": known["title"].astype("str"),
            "since": known["event_day"].fillna(known["day"]), "day": known["day"], "done": known["done_on"], "standing": known["standing"].astype("str"),
        }
    )  # fmt: skip
    words = [str(each) for each in known["standing"].cat.categories]
    scale = alt.Scale(domain=words, range=[look.STATES[key] for key in look.state_keys(words)])
    base = alt.Chart().encode(
        y=alt.Y("title:N", sort=alt.EncodingSortField("day", op="min"), title=None, axis=alt.Axis(labelLimit=look.LABEL)),
        color=alt.Color("standing:N", scale=scale, title=_("Күйі"), legend=alt.Legend(symbolOpacity=1, symbolType="square")),
    )
    span = base.mark_bar(height=9, opacity=0.35).encode(x=alt.X("since:T", title=None, axis=alt.Axis(format="%d.%m.%Y", labelAngle=-35)), x2="day:T")
    limit = base.mark_tick(thickness=3, height=18).encode(x="day:T")
    done = base.mark_point(filled=True, size=70, opacity=1).encode(x="done:T")
    now = alt.Chart(alt.Data(values=[{"now": f"{pd.Timestamp(today):%Y-%m-%dT00:00:00}"}])).mark_rule(color=look.INK, strokeDash=[3, 3]).encode(x="now:T")
    subjects = list(dict.fromkeys(found["subject"]))
    chart = (
        alt.layer(span, limit, done, now)
        .properties(width=look.WIDTH - 60, height=alt.Step(22))
        .facet(row=alt.Row("subject:N", sort=subjects, title=None, header=alt.Header(labelAngle=0, labelAlign="left", labelFontWeight="bold")), data=_plain(found, {name: name for name in found.columns}))
        .resolve_scale(y="independent")
    )
    remarks.append(_("Жолақ: оқиғадан соңғы күнге дейін; тік белгі: соңғы күн; нүкте: орындалған күні; үзік сызық: {day}.", day=f"{pd.Timestamp(today):%d.%m.%Y}"))
    heads = deadlines.attrs.get("titles", {})
    data = known[["subject", "title", "event_day", "day", "done_on", "standing", "rule"]]
    data.attrs = {"titles": heads}
    spoken = _spoken(known["standing"].value_counts(sort=False).items())
    return Figure(chart, title, spoken, data, remarks)


def _head(frame: pandas.DataFrame, name: str) -> str:
    return str(frame.attrs.get("titles", {}).get(name, name))


def _few(frame: pandas.DataFrame, by: str, value: str | None, most: int) -> tuple[pandas.DataFrame, list[str]]:
    """The rows of the biggest groups; the rest under one name, and that said."""
    size = frame.groupby(by, observed=True, sort=False)[value].sum() if value else frame[by].value_counts(sort=True)
    if len(size) <= most:
        return frame, []
    kept = set(size.sort_values(ascending=False).index[: most - 1])
    rest = _("қалғандары")
    few = frame.assign(**{by: [each if each in kept else None if heavy("pandas").isna(each) else rest for each in frame[by].astype("object")]})
    return few, [_("{all} топтың ең ірі {n}-і бөлек көрсетілді, қалғандары бірге.", all=len(size), n=most - 1)]


def _named(values: pandas.Series[Any]) -> pandas.Series[Any]:
    """Values with a name for empty cells; categories keep their order."""
    nothing = _("көрсетілмеген")
    if hasattr(values, "cat"):
        return values.cat.add_categories([nothing]).fillna(nothing) if values.isna().any() else values
    pd = heavy("pandas")
    if pd.api.types.is_numeric_dtype(values):
        order = [f"{each:g}" for each in sorted(values.dropna().unique(), reverse=True)]
        return pd.Series(pd.Categorical([nothing if pd.isna(v) else f"{v:g}" for v in values], [*order, nothing]), index=values.index)
    return values.astype("object").where(values.notna(), nothing).map(str)


def _order(values: pandas.Series[Any], counted: pandas.DataFrame, name: str) -> list[str]:
    """The order of shown groups: the categories' own, else by size."""
    if hasattr(values, "cat"):
        there = set(counted[name])
        return [str(each) for each in values.cat.categories if each in there]
    return [str(each) for each in counted.groupby(name, sort=False)["*"].sum().sort_values(ascending=False, kind="stable").index]


def _axis(alt: Any, most: float) -> Any:
    """An axis of counts or sums; few whole numbers are all there, for there is no half of a row."""
    few = float(most) == int(most) and most <= 10
    return alt.Axis(format=",.10~g", tickCount=6, **({"values": list(range(int(most) + 1))} if few else {}))


def _plain(frame: pandas.DataFrame, names: Mapping[str, str]) -> Any:
    """Data for Vega under names of ours, for a column's own may hold what Vega takes for a path: categories as texts, days without a time."""
    plain = {}
    for name, column in names.items():
        values = frame[column]
        if str(values.dtype).startswith("datetime"):
            values = values.dt.strftime("%Y-%m-%dT00:00:00")
        plain[name] = values.astype("object").where(values.notna(), None)
    return heavy("altair").Data(values=heavy("pandas").DataFrame(plain).to_dict("records"))


def _spoken(entries: Any) -> str:
    """Names with their numbers, the first dozen: what a text alternative says."""
    every = [f"{name}: {grouped(float(number))}" for name, number in entries]
    more = len(every) - _SPOKEN
    return "; ".join(every[:_SPOKEN]) + (f"; {_('және тағы {n}', n=more)}" if more > 0 else "") + "."


