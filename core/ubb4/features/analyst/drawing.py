"""What charts are made with: the figure they become, groups with their names and order, labels that stay apart, data that Vega takes."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ubb4.base.spelling import folded
from ubb4.base.text import gettext as _
from ubb4.features.analyst import heavy, look
from ubb4.features.analyst.show import MIME, Shown, first_of, grouped, table

if TYPE_CHECKING:
    import pandas

LABEL = 48  # letters in a line of a label
LINES = 2
EVERY = 12  # levels of an ordered axis that are all shown
NUMBER = ",.2~f"


class Figure(Shown):
    """A chart with its title, text alternative and numbers."""

    def __init__(self, chart: Any, title: str, alternative: str, data: pandas.DataFrame, remarks: Sequence[str] = ()) -> None:
        self.chart, self.title, self.alternative, self.data, self.remarks = chart, title, alternative, data, tuple(remarks)
        super().__init__("", f"{title}. {alternative}", {"figure": title})

    def _repr_mimebundle_(self, **__: Any) -> dict[str, Any]:
        drawn = look.svg(self.chart, f"{self.title}. {self.alternative}")
        # JupyterLab takes drawings out of what a stranger's notebook shows, and leaves pictures; the page has the drawing, whose words are searched
        data = base64.b64encode(drawn.encode()).decode()
        image = Markup('<img alt="{}. {}" src="data:image/svg+xml;base64,{}">').format(self.title, self.alternative, data)
        return {"text/html": self._html(image), "text/plain": self.text, MIME: {**self.told, "html": self._html(Markup(drawn))}}  # noqa: S704  vl-convert's, which escapes the data

    def _html(self, picture: Markup) -> str:
        remarks = Markup("").join(Markup('<p class="ubb4-remark">{}</p>').format(each) for each in self.remarks)
        numbers = Markup(table(self.data, self.title, list(self.data.columns)).html)  # noqa: S704  our own, escaped there
        html = Markup(
            '<figure class="ubb4-figure"><figcaption>{title}</figcaption><div class="ubb4-scroll" tabindex="0" role="group" aria-label="{title}">{picture}</div>'
            "{remarks}<details><summary>{said}</summary>{numbers}</details></figure>"
        ).format(title=self.title, picture=picture, remarks=remarks, said=_("Сандары"), numbers=numbers)
        return str(html)


def head(frame: pandas.DataFrame, name: str) -> str:
    """A column's heading."""
    return str(frame.attrs.get("titles", {}).get(name, name))


def named(values: pandas.Series[Any], falling: bool = False) -> pandas.Series[Any]:
    """Values with a name for empty cells: categories keep their order, numbers theirs, texts that differ in case and spaces are one."""
    nothing, pd = _("көрсетілмеген"), heavy("pandas")
    if hasattr(values, "cat"):
        return values.cat.add_categories([nothing]).fillna(nothing) if values.isna().any() else values
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        order = [f"{each:g}" for each in sorted(values.dropna().unique(), reverse=falling)]
        return pd.Series(pd.Categorical([nothing if pd.isna(v) else f"{v:g}" for v in values], [*order, nothing]), index=values.index)
    first: dict[str, str] = {}
    texts = [nothing if pd.isna(each) else first.setdefault(folded(str(each)), " ".join(str(each).split())) for each in values]
    return pd.Series(texts, index=values.index, dtype="object")


def amounts(frame: pandas.DataFrame, value: str | None) -> tuple[pandas.DataFrame, list[str]]:
    """The frame with what is counted as «*»; rows without a number are not counted, and that is said."""
    if value is None:
        return frame.assign(**{"*": 1.0}), []
    numbers = frame[value].astype("Float64").astype("float")
    there = numbers.notna() & ~numbers.isin([float("inf"), float("-inf")])
    lacking = int((~there).sum())
    remarks = [_("«{column}» саны жоқ жолдар: {n}. Есепке алынбады.", column=head(frame, value), n=lacking)] if lacking else []
    return frame[there].assign(**{"*": numbers[there]}), remarks


def few(frame: pandas.DataFrame, by: str, most: int) -> tuple[pandas.DataFrame, list[str]]:
    """The rows with the biggest groups by name and the rest under one; that is said."""
    size = frame.groupby(by, observed=True, sort=False)["*"].sum()
    if len(size) <= most:
        return frame, []
    kept, rest = set(size.sort_values(ascending=False, kind="stable").index[: most - 1]), f"({_('қалғандары')})"
    names = [each if each in kept else rest for each in frame[by].astype("object")]
    if hasattr(frame[by], "cat"):
        order = [each for each in frame[by].cat.categories if each in kept]
        names = heavy("pandas").Categorical(names, [*order, rest])
    return frame.assign(**{by: names}), [_("{all} топтың ең ірі {n} тобы бөлек көрсетілді, қалғандары бірге.", all=len(size), n=most - 1)]


def first(frame: pandas.DataFrame, by: str, most: int) -> tuple[pandas.DataFrame, list[str]]:
    """The rows of the groups that hold most, the others left out; that is said."""
    size = frame.groupby(by, observed=True, sort=False)["*"].sum()
    if len(size) <= most:
        return frame, []
    kept = set(size.sort_values(ascending=False, kind="stable").index[:most])
    remark = _("«{column}»: {all} топтың ең ірі {n} тобы ғана көрсетілді.", column=head(frame, by), all=len(size), n=most)
    return frame[frame[by].isin(kept)], [remark]


def order(values: pandas.Series[Any], counted: pandas.DataFrame, name: str, every: bool = False) -> list[str]:
    """The order of shown groups: the categories' own (of a few all of them, where `every`), else by size; the rest comes last."""
    rest = f"({_('қалғандары')})"
    if hasattr(values, "cat"):
        there = set(counted[name])
        whole = every and len(values.cat.categories) <= EVERY
        found = [str(each) for each in values.cat.categories if each in there or (whole and each != _("көрсетілмеген"))]
    else:
        found = [str(each) for each in counted.groupby(name, sort=False)["*"].sum().sort_values(ascending=False, kind="stable").index]
    return [each for each in found if each != rest] + [each for each in found if each == rest]


def short(names: Iterable[str]) -> dict[str, str]:
    """Labels that fit beside a chart: long ones take several lines, the longest lose their middle, for names often differ at their end; two never
    become one."""
    every = list(dict.fromkeys(names))
    cut = {each: "\n".join(wrap(_middle(each, LABEL * LINES - 8), LABEL)) or each for each in every}
    often = Counter(cut.values())
    return {each: each if often[label] > 1 else label for each, label in cut.items()}


def _middle(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most // 2].rstrip()}…{text[-most // 2 + 2 :].lstrip()}"


WRAPPED = "split(datum.label, '\\n')"  # how Vega shows a label of several lines


def label_axis(alt: Any, labels: Iterable[str]) -> Any:
    """An axis of labels that may take several lines, each in the middle of its row."""
    several = any("\n" in label for label in labels)
    return alt.Axis(labelLimit=look.LABEL, labelExpr=WRAPPED, labelOffset=-5 if several else 0)


def step(labels: Iterable[str], usual: int) -> int:
    """The height of a row whose label may take several lines, in pixels."""
    return max(usual, 15 * max((label.count("\n") + 1 for label in labels), default=1) + 4)


def axis(alt: Any, most: float) -> Any:
    """An axis of counts or sums; few whole numbers are all there, for there is no half of a row."""
    whole = float(most) == int(most) and most <= 10
    return alt.Axis(format=NUMBER, tickCount=6, **({"values": list(range(int(most) + 1))} if whole else {}))


def plain(frame: pandas.DataFrame, names: Mapping[str, str], labels: Mapping[str, Mapping[str, str]] | None = None) -> Any:
    """Data for Vega under names of ours, for a column's own may hold what Vega takes for a path: categories as texts, days without a time."""
    found = {}
    for name, column in names.items():
        values = frame[column]
        if str(values.dtype).startswith("datetime"):
            values = values.dt.strftime("%Y-%m-%dT00:00:00")
        values = values.astype("object").where(values.notna(), None)
        found[name] = values.map(dict((labels or {})[name])) if name in (labels or {}) else values
    return heavy("altair").Data(values=heavy("pandas").DataFrame(found).to_dict("records"))


def spoken(entries: Any) -> str:
    """Names with their numbers, the first dozen: what a text alternative says."""
    return first_of([f"{name}: {grouped(float(number))}" for name, number in entries]) + "."
