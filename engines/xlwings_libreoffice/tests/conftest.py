"""One LibreOffice for all tests of a worker, a fresh workbook for each test, and a check that proofs are earned.

A test marked `proves("Range.color", ...)` shows that those members work: it passes only if it really used each of them,
on xlwings' own class or on the engine's.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw
import xlwings.main
from reading import agree, opened

import xlwings_libreoffice

xlwings_libreoffice.activate()
USED: set[str] = set()
Saved = Callable[..., openpyxl.Workbook]


def _watch(kind: type) -> None:
    """Note every member of a class that is read, called or set from now on."""
    read, write = kind.__getattribute__, kind.__setattr__

    def getattribute(self: Any, member: str) -> Any:
        USED.update(f"{one.__name__}.{member}" for one in type(self).__mro__[:-1])
        return read(self, member)

    def setattribute(self: Any, member: str, value: Any) -> None:
        USED.update(f"{one.__name__}.{member}" for one in type(self).__mro__[:-1])
        write(self, member, value)

    kind.__getattribute__ = getattribute  # type: ignore[method-assign, assignment]
    kind.__setattr__ = setattribute  # type: ignore[method-assign, assignment]


def _classes() -> set[type]:
    found = {kind for kind in vars(xlwings.main).values() if isinstance(kind, type) and kind.__module__ == "xlwings.main"}
    for module in pkgutil.walk_packages(xlwings_libreoffice.__path__, "xlwings_libreoffice."):
        held = vars(importlib.import_module(module.name)).values()
        found |= {kind for kind in held if isinstance(kind, type) and kind.__module__.startswith("xlwings_libreoffice.")}
    return {kind for kind in found if not issubclass(kind, BaseException | tuple) and not getattr(kind, "_is_protocol", False)}


FOUND = _classes()
for one in FOUND:
    if not FOUND & set(one.__mro__[1:]):  # its heirs are watched with it
        _watch(one)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    USED.clear()
    yield
    for mark in item.iter_markers("proves"):
        unused = [member for member in mark.args if member not in USED]
        assert not unused, f"claims to prove what it never used: {unused}"


@pytest.fixture(scope="session")
def app() -> Iterator[xw.App]:
    with xw.App(visible=False, add_book=False) as app:
        yield app


@pytest.fixture
def book(app: xw.App) -> Iterator[xw.Book]:
    made = app.books.add()
    yield made
    app.impl.alert_answers.clear()
    for left in app.books:
        left.close()


@pytest.fixture
def sheet(book: xw.Book) -> xw.Sheet:
    return book.sheets[0]


@pytest.fixture
def saved(tmp_path: Path) -> Saved:
    """Save a workbook and open it with openpyxl; calamine and openpyxl must read the values that Calc has."""

    def save(book: xw.Book, name: str = "saved.xlsx") -> openpyxl.Workbook:
        path = tmp_path / name
        book.save(path)
        agree(book, path)
        return opened(path)

    return save
