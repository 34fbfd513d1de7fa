"""`.api` of sheets and ranges: a few of Excel's own names, and the UNO object for the rest.

On Windows `.api` is Excel's COM object. Code that protects sheets or locks cells has no other way in xlwings, so these
names work here too; any other name is looked up on the UNO object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..bridge.near import Struct
from .missing import refuse

if TYPE_CHECKING:
    from ..cells.range import Range
    from .sheet import Sheet


class SheetFacade:
    """Excel's Worksheet, in part."""

    _own = ("_sheet", "Visible")

    def __init__(self, sheet: Sheet) -> None:
        object.__setattr__(self, "_sheet", sheet)

    def Protect(self, Password: str = "", **allowed: Any) -> None:
        if any(allowed.values()):
            refuse(f"Worksheet.Protect({', '.join(allowed)}): LibreOffice protects with its own permissions")
        self._sheet.uno.protect(Password)

    def Unprotect(self, Password: str = "") -> None:
        self._sheet.uno.unprotect(Password)

    @property
    def ProtectContents(self) -> bool:
        return bool(self._sheet.uno.isProtected())

    @property
    def Visible(self) -> int:
        return -1 if self._sheet.visible else 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sheet.uno, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "Visible":
            self._sheet.visible = value
        else:
            setattr(self._sheet.uno, name, value)


class RangeFacade:
    """Excel's Range, in part."""

    def __init__(self, area: Range) -> None:
        object.__setattr__(self, "_area", area)

    @property
    def for_macro(self) -> Any:
        return self._area.for_macro

    def _protection(self, name: str) -> bool | None:
        shared = self._area.job("common", self._area.uno, "CellProtection")
        return None if shared is None else bool(getattr(shared, name))

    def _protect(self, name: str, value: bool) -> None:
        current = self._area.job("first_protection", self._area.uno)
        fields = dict(zip(("IsLocked", "IsFormulaHidden", "IsHidden", "IsPrintHidden"), current, strict=True))
        self._area.uno.CellProtection = Struct("com.sun.star.util.CellProtection", **(fields | {name: bool(value)}))

    @property
    def Locked(self) -> bool | None:
        return self._protection("IsLocked")

    @property
    def FormulaHidden(self) -> bool | None:
        return self._protection("IsFormulaHidden")

    @property
    def NumberFormat(self) -> str | None:
        form: str | None = self._area.number_format
        return form

    @property
    def Orientation(self) -> float | None:
        angle = self._area.job("common", self._area.uno, "RotateAngle")
        return None if angle is None else angle / 100

    @property
    def ShrinkToFit(self) -> bool | None:
        shrink: bool | None = self._area.job("common", self._area.uno, "ShrinkToFit")
        return shrink

    def __getattr__(self, name: str) -> Any:
        return getattr(self._area.uno, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "Locked":
            self._protect("IsLocked", value)
        elif name == "FormulaHidden":
            self._protect("IsFormulaHidden", value)
        elif name == "NumberFormat":
            self._area.number_format = value
        elif name == "Orientation":
            self._area.uno.RotateAngle = round(float(value) * 100)
        else:
            setattr(self._area.uno, name, value)
