"""Charts of frames: bars, a matrix, squares, months, dates with their limits. Altair draws them, vl-convert makes the SVG here, without a browser
or network.

Every chart is a `Figure`: its picture has a text alternative, its numbers stand below it as a table; `chart` is Altair's own for tuning.  A frame
with nothing to draw gives a sentence instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from ubb4.base.text import gettext as _
from ubb4.features.analyst import heavy, look
from ubb4.features.analyst.drawing import (
    NUMBER,
    WRAPPED,
    Figure,
    amounts,
    axis,
    few,
    first,
    head,
    label_axis,
    named,
    order,
    plain,
    short,
    spoken,
    step,
)
from ubb4.features.analyst.show import Shown, missing, need

if TYPE_CHECKING:
    import pandas

MOST_BARS, MOST_DOWN, MOST_ACROSS = 20, 30, 24
MOST_LINES = 60  # of a chart of dates
MOST_MONTHS = 60


def bars(
    frame: pandas.DataFrame, by: str, title: str, *, split: str | None = None, value: str | None = None, limit: tuple[float, str] | None = None,
    most: int = MOST_BARS,
) -> Shown:  # fmt: skip
    """Rows counted by a column (or `value` added up), a bar each; `split` divides the bars, `limit` (number, its words) draws a line.

    Categories keep their order; other texts go by size.  An empty cell counts as «not given», a row without a number is not counted and
    that is said.  Beyond `most` bars the rest is one bar.
    """
    need(frame, by, split, value)
    shown, remarks = amounts(frame, value)
    if shown.empty or shown[by].isna().all():
        return missing(title, frame)
    names = {by: head(frame, by), **({split: head(frame, split)} if split else {})}
    shown, said = few(shown.assign(**{each: named(shown[each]) for each in names}), by, most)
    remarks += said
    found = shown.groupby(list(names), observed=True, sort=False)["*"].sum().reset_index()
    totals = found.groupby(by, observed=True, sort=False)["*"].sum().reset_index()
    alt, counted, bars_ = heavy("altair"), head(frame, value) if value else _("саны"), order(shown[by], found, by)
    labels = {"by": short(bars_)}
    encoded: dict[str, Any] = {
        "y": alt.Y("by:N", sort=[labels["by"][each] for each in bars_], title=None, axis=label_axis(alt, labels["by"].values())),
        "x": alt.X("n:Q", title=counted, axis=axis(alt, max(totals["*"].max(), limit[0] if limit else 0))),
    }
    drawn = {"by": by, "n": "*"}
    if split:
        colours = order(shown[split], found, split)
        encoded["color"] = alt.Color("split:N", sort=colours, scale=look.scale(alt, colours), title=head(frame, split))
        encoded["order"] = alt.Order("order:Q")
        found["*order"] = [colours.index(each) for each in found[split]]
        drawn |= {"split": split, "order": "*order"}
    solid = alt.Chart(plain(found, drawn, labels)).mark_bar(color=look.TEAL, height={"band": 0.72}).encode(**encoded)
    written = alt.Chart(plain(totals, {"by": by, "n": "*"}, labels)).mark_text(align="left", dx=4, color=look.INK)
    layers = [solid, written.encode(y=encoded["y"], x=encoded["x"], text=alt.Text("n:Q", format=NUMBER))]
    if limit:
        line = alt.Chart(alt.Data(values=[{"n": limit[0]}]))
        layers += [line.mark_rule(color=look.RED, strokeWidth=2, strokeDash=[5, 3]).encode(x="n:Q")]
        remarks = [*remarks, _("Үзік сызық: {words}", words=limit[1])]
    data = found.drop(columns="*order", errors="ignore").rename(columns={**names, "*": counted})
    data.attrs = {}
    largest = data.sort_values(counted, ascending=False, kind="stable").to_dict("records")
    alternative = spoken((", ".join(str(row[each]) for each in names.values()), float(row[counted])) for row in largest)
    return Figure(alt.layer(*layers).properties(width=look.WIDTH, height=alt.Step(step(labels["by"].values(), 26))), title, alternative, data, remarks)


def matrix(
    frame: pandas.DataFrame, down: str, across: str, title: str, *, value: str | None = None, norm: str | None = None, every: bool = False, most: int = MOST_DOWN,
    first_of: bool = False,
) -> Shown:  # fmt: skip
    """Rows counted by two columns, a coloured square each with its number; `value` is added up instead.

    `norm` is a column with the number to reach: squares are coloured by whether it is reached; `first_of` keeps the first of `down` in the frame's
    own order where there are too many.

    With `every` the axes show each of a few categories, empty ones too.  Beyond `most` of `down` and two dozen of `across` those that
    hold most are shown, and that is said.
    """
    need(frame, down, across, value, norm)
    shown, remarks = amounts(frame, value)
    if shown.empty or shown[down].isna().all() or shown[across].isna().all():
        return missing(title, frame)
    if first_of and shown[down].nunique() > most:
        remarks.append(_("{all} жолдың алғашқы {n} жолы көрсетілді.", all=shown[down].nunique(), n=most))
        shown = shown[shown[down].isin(list(dict.fromkeys(shown[down]))[:most])]
    shown = shown.assign(**{down: named(shown[down], falling=True), across: named(shown[across])})
    for column, number in ((down, most), (across, MOST_ACROSS)):
        shown, said = first(shown, column, number)
        remarks += said
    found = shown.groupby([down, across], observed=True, sort=False)["*"].sum().reset_index()
    alt, high = heavy("altair"), float(found["*"].max()) or 1.0
    downs, acrosses = order(shown[down], found, down, every), order(shown[across], found, across, every)
    downs = [each for each in dict.fromkeys(map(str, shown[down])) if each in set(downs)] if first_of else downs
    drawn = {"down": down, "across": across, "n": "*"}
    if norm:
        goals = shown.groupby([down, across], observed=True, sort=False)[norm].max().reset_index()[norm]
        states = [_("норма жоқ"), _("нормадан төмен"), _("норма орындалды")]
        found["*tone"] = [states[0] if heavy("pandas").isna(goal) else states[1 + (number >= goal)] for goal, number in zip(goals, found["*"], strict=True)]
        drawn |= {"tone": "*tone"}
    labels = {"down": short(downs), "across": short(acrosses)}
    y, x = ([labels[axis_][each] for each in names] for axis_, names in (("down", downs), ("across", acrosses)))
    base = alt.Chart(plain(found, drawn, labels)).encode(
        y=alt.Y("down:N", sort=y, scale=alt.Scale(domain=y), title=head(frame, down) if every else None, axis=label_axis(alt, labels["down"].values())),
        x=alt.X("across:N", sort=x, scale=alt.Scale(domain=x), title=head(frame, across) if every else None,
                axis=alt.Axis(orient="top", labelAngle=0 if every else -35, labelLimit=230, labelExpr=WRAPPED)),
    )  # fmt: skip
    ramp = alt.Color("n:Q", scale=alt.Scale(range=look.RAMP, domain=[0, high]), legend=None)
    if norm:
        ramp = alt.Color("tone:N", sort=states, scale=alt.Scale(domain=states, range=look.NORM), title=_("Норма"))
    squares_ = base.mark_rect(stroke="white", strokeWidth=2).encode(color=ramp)
    dark = alt.datum["tone"] == states[2] if norm else alt.datum["n"] > high * 0.55
    words = base.mark_text().encode(text=alt.Text("n:Q", format=NUMBER), color=alt.condition(dark, alt.value("white"), alt.value(look.INK)))
    data = found.drop(columns="*tone", errors="ignore").rename(
        columns={down: head(frame, down), across: head(frame, across), "*": head(frame, value) if value else _("саны")}
    )
    data.attrs = {}
    largest = data.sort_values(data.columns[2], ascending=False, kind="stable").itertuples(index=False, name=None)
    alternative = spoken((f"{row[0]}, {row[1]}", float(row[2])) for row in largest)
    return Figure(
        alt.layer(squares_, words).properties(width=alt.Step(64), height=alt.Step(step(labels["down"].values(), 30))), title, alternative, data, remarks
    )


def squares(frame: pandas.DataFrame, down: str, across: str, state: str, title: str, *, tones: Sequence[str] = look.TONES, most: int = 40) -> Shown:
    """A square for each row, coloured by a column of states (done or not, there or not) in that column's order; an empty place has no row.

    `tones` are the states' colours in order: good, partly, bad, none.  Of two rows for one place the first is shown; beyond `most` of `down`
    the first are shown: both is said.
    """
    need(frame, down, across, state)
    if frame.empty or frame[down].isna().all() or frame[across].isna().all():
        return missing(title, frame)
    found = frame[[down, across, state]].assign(**{each: named(frame[each]) for each in (down, across, state)})
    twice, downs, remarks = int(found.duplicated([down, across]).sum()), list(dict.fromkeys(found[down])), []
    if twice:
        remarks.append(_("Бір орынға жазылған артық жолдар: {n}. Біріншісі көрсетілді.", n=twice))
    if len(downs) > most:
        remarks.append(_("{all} жолдың алғашқы {n} жолы көрсетілді.", all=len(downs), n=most))
    found = found[found[down].isin(downs[:most])].drop_duplicates([down, across])
    alt, labels = heavy("altair"), {"down": short(downs[:most])}
    states, acrosses = ([str(each) for each in (found[c].cat.categories if hasattr(found[c], "cat") else dict.fromkeys(found[c]))] for c in (state, across))
    chart = alt.Chart(plain(found, {"down": down, "across": across, "state": state}, labels)).mark_rect(stroke="white", strokeWidth=2).encode(
        y=alt.Y("down:N", sort=list(labels["down"].values()), title=None, axis=label_axis(alt, labels["down"].values())),
        x=alt.X("across:N", sort=acrosses, title=None, axis=alt.Axis(orient="top", labelAngle=-35, labelLimit=230)),
        color=alt.Color("state:N", sort=states, scale=look.tones(alt, states, tones), title=head(frame, state)),
    )  # fmt: skip
    data = found.rename(columns={each: head(frame, each) for each in (down, across, state)})
    data.attrs = {}
    alternative = spoken(found[state].value_counts(sort=False).items())
    return Figure(chart.properties(width=alt.Step(48), height=alt.Step(step(labels["down"].values(), 26))), title, alternative, data, remarks)


def tiles(frame: pandas.DataFrame, title: str, *, tones: Sequence[str] = ("none", "partly", "bad", "good")) -> Shown:
    """A map of tiles: rows of `Region.tiles()`, each at its row and column, coloured by its state, with its name and number."""
    need(frame, "row", "column", "name", "overdue", "state")
    if frame.empty:
        return missing(title, frame)
    alt, states = heavy("altair"), [str(each) for each in frame["state"].cat.categories]
    found = frame.assign(said=[f"{overdue}" if sent else "" for sent, overdue in zip(frame["sent"].fillna(0), frame["overdue"], strict=True)])
    labels = {"name": {each: "\n".join(wrap(each, 16)) for each in frame["name"]}}
    base = alt.Chart(plain(found, {"row": "row", "column": "column", "name": "name", "said": "said", "state": "state"}, labels)).encode(
        x=alt.X("column:O", axis=None), y=alt.Y("row:O", axis=None)
    )
    colour = alt.Color("state:N", sort=states, scale=look.tones(alt, states, tones), title=head(frame, "state"))
    dark = alt.condition(alt.datum["state"] == states[-1], alt.value("white"), alt.value(look.INK))
    layers = [
        base.mark_rect(stroke="white", strokeWidth=4).encode(color=colour),
        base.mark_text(dy=-12, lineBreak="\n", fontSize=11).encode(text="name:N", color=dark), base.mark_text(dy=24, fontSize=14, fontWeight="bold").encode(text="said:N", color=dark),
    ]  # fmt: skip
    data = frame[["name", "sent", "overdue", "state"]].sort_values("overdue", ascending=False, kind="stable")
    data.attrs = {"titles": frame.attrs.get("titles", {})}
    alternative = spoken((each.name, float(each.overdue)) for each in data.itertuples())
    return Figure(alt.layer(*layers).properties(width=alt.Step(112), height=alt.Step(84)), title, alternative, data)


def months(frame: pandas.DataFrame, day: str, title: str, *, split: str | None = None) -> Shown:
    """Rows counted by the month of a date, a column each; `split` divides them.  Rows without the date are counted in a remark.

    Months without a row are there too, unless the dates span more than five years.
    """
    need(frame, day, split)
    dated = frame[frame[day].notna()]
    if dated.empty:
        return missing(title, frame)
    alt, pd = heavy("altair"), heavy("pandas")
    each_month, without, remarks = dated[day].dt.to_period("M"), len(frame) - len(dated), []
    if without:
        remarks.append(_("«{column}» күні жоқ жолдар: {n}. Диаграммада жоқ.", column=head(frame, day), n=without))
    span = each_month.max().ordinal - each_month.min().ordinal + 1
    every = list(pd.period_range(each_month.min(), each_month.max(), freq="M")) if span <= MOST_MONTHS else sorted(set(each_month))
    if span > MOST_MONTHS:
        remarks.append(_("Күндер арасы алыс: жолы жоқ айлар көрсетілмеді."))
    words = [f"{each.month:02}.{each.year}" for each in every]
    names = {"month": _("ай"), **({split: head(frame, split)} if split else {})}
    found = dated.assign(
        **{"month": pd.Categorical([f"{each.month:02}.{each.year}" for each in each_month], words, ordered=True), "*": 1.0},
        **({split: named(dated[split])} if split else {}),
    )
    counted = found.groupby(list(names), observed=True, sort=False)["*"].sum().reset_index()
    totals = counted.groupby("month", observed=True, sort=False)["*"].sum()
    encoded: dict[str, Any] = {
        "x": alt.X("month:O", sort=words, scale=alt.Scale(domain=words), title=None, axis=alt.Axis(labelAngle=-45)),
        "y": alt.Y("n:Q", title=_("саны"), axis=axis(alt, totals.max())),
    }
    if split:
        colours = order(found[split], counted, split)
        encoded["color"] = alt.Color("split:N", sort=colours, scale=look.scale(alt, colours), title=head(frame, split))
    drawn = {"month": "month", "n": "*", **({"split": split} if split else {})}
    chart = alt.Chart(plain(counted, drawn)).mark_bar(color=look.TEAL).encode(**encoded).properties(width=alt.Step(44), height=240)
    data = counted.sort_values("month", kind="stable").rename(columns={**names, "*": _("саны")})
    data.attrs = {}
    alternative = spoken((", ".join(map(str, row[:-1])), float(row[-1])) for row in data.itertuples(index=False, name=None))
    return Figure(chart, title, alternative, data, remarks)


def dates(deadlines: pandas.DataFrame, title: str, *, today: Any, most: int = MOST_LINES) -> Shown:
    """Rows of `deadlines()` as lines from the event to its last day, by subject: a mark at the limit, a dot where it was done, coloured by state.

    A day that is counted from an event which has not happened yet has «≈» before its name.  Rows whose day is not known are counted in a
    remark; beyond `most` rows the most pressing are drawn, and that is said.
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
        remarks.append(_("{all} мерзімнің {n} мерзімі көрсетілді: алдымен өткені мен кешіккені.", all=len(known), n=most))
        known = known.assign(pressing=pressing).sort_values(["pressing", "day"], kind="stable").head(most)
    known = known.sort_values(["subject", "day"], kind="stable")
    assumed = known["projected"] if "projected" in known else pd.Series(False, index=known.index)
    titles = known["title"].astype("str")
    again = titles.where(~known.assign(title=titles).duplicated(["subject", "title"], keep=False), titles + " · " + known["day"].dt.strftime("%d.%m.%Y"))
    labels = short(again)
    found = pd.DataFrame(
        {
            "subject": known["subject"].where(known["subject"] != "", "—").astype("str"), "title": again.map(labels).where(~assumed, "≈ " + again.map(labels)),
            "since": known["event_day"].fillna(known["day"]), "day": known["day"], "done": known["done_on"], "standing": known["standing"].astype("str"),
        }
    )  # fmt: skip
    words = [str(each) for each in known["standing"].cat.categories]
    scale = alt.Scale(domain=words, range=[look.STATES[key] for key in look.state_keys(words)])
    base = alt.Chart().encode(
        y=alt.Y("title:N", sort=alt.EncodingSortField("day", op="min"), title=None, axis=label_axis(alt, labels.values())),
        color=alt.Color("standing:N", scale=scale, title=_("Күйі"), legend=alt.Legend(symbolOpacity=1, symbolType="square")),
    )
    span = base.mark_bar(height=9, opacity=0.35).encode(x=alt.X("since:T", title=None, axis=alt.Axis(format="%d.%m.%Y", labelAngle=-35)), x2="day:T")
    limit = base.mark_tick(thickness=3, height=18).encode(x="day:T")
    done = base.mark_point(filled=True, size=70, opacity=1).encode(x="done:T")
    now = alt.Chart(alt.Data(values=[{"now": f"{pd.Timestamp(today):%Y-%m-%dT00:00:00}"}])).mark_rule(color=look.INK, strokeDash=[3, 3]).encode(x="now:T")
    subjects = list(dict.fromkeys(found["subject"]))
    row = alt.Row("subject:N", sort=subjects, title=None, header=alt.Header(labelAngle=0, labelAlign="left", labelFontWeight="bold"))
    one = alt.layer(span, limit, done, now).properties(width=look.WIDTH - 60, height=alt.Step(step(labels.values(), 22)))
    chart = one.facet(row=row, data=plain(found, {name: name for name in found.columns})).resolve_scale(y="independent")
    remarks.append(
        _("Жолақ: оқиғадан соңғы күнге дейін; тік белгі: соңғы күн; нүкте: орындалған күні; үзік сызық: {day}.", day=f"{pd.Timestamp(today):%d.%m.%Y}")
    )
    if assumed.any():
        remarks.append(_("≈ — оқиға әлі тіркелмеген: күн оның рұқсат етілген соңғы күнінен саналды."))
    data = known[["subject", "title", "event_day", "day", "done_on", "standing", "rule", *(["notes"] if "notes" in known else [])]]
    data.attrs = {"titles": deadlines.attrs.get("titles", {})}
    return Figure(chart, title, spoken(known["standing"].value_counts(sort=False).items()), data, remarks)
