"""The engine that xlwings knows: its name, its apps, and how values go in and out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..cells import values
from .app import Apps


class Engine:
    """xlwings' engine on LibreOffice Calc."""

    name = "libreoffice"
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(x: Any, options: Any) -> Any:
        return values.prepare(x)

    @staticmethod
    def clean_value_data(data: Any, datetime_builder: Callable[..., Any], empty_as: Any, number_builder: Any, err_to_str: bool) -> list[list[Any]]:
        return values.clean(data, datetime_builder, empty_as, number_builder, err_to_str)


engine = Engine()
