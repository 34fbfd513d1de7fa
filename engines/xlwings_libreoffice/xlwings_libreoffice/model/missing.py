"""What Calc has not: members that say so when they are used."""

from __future__ import annotations

from typing import Any, NoReturn


def refuse(what: str) -> NoReturn:
    """Raise the NotImplementedError that names what is missing."""
    raise NotImplementedError(f"xlwings-libreoffice: {what}")


class Missing:
    """A member that LibreOffice has nothing for; reading, setting and calling it raise NotImplementedError by name."""

    def __init__(self, why: str) -> None:
        self.why = why

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = f"{owner.__name__}.{name}"

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        refuse(f"{self.name} ({self.why})")

    def __set__(self, instance: Any, value: Any) -> None:
        refuse(f"{self.name} ({self.why})")
