"""xlwings on LibreOffice: importing this makes `xw.App()` start LibreOffice Calc where there is no Excel."""

from __future__ import annotations

import xlwings

from .model.engine import engine
from .model.errors import LibreOfficeError, LibreOfficeGone, LibreOfficeNotFound, LibreOfficeTimeout, UnoError

__version__ = "0.1.0"
__all__ = ["LibreOfficeError", "LibreOfficeGone", "LibreOfficeNotFound", "LibreOfficeTimeout", "UnoError", "activate",
           "attach", "set_time_limit"]  # fmt: skip


def activate() -> None:
    """Make LibreOffice xlwings' active engine, also where Excel is there."""
    xlwings.engines["libreoffice"].activate()


def attach(accept: str) -> xlwings.App:
    """The App of a LibreOffice that runs already and was started with --accept="<accept>;urp;".

    `accept` is, for example, "pipe,name=office" or "socket,host=localhost,port=2002". It is left running at the end.
    """
    return xlwings.App(impl=engine.apps.attach(accept))


def set_time_limit(seconds: float) -> None:
    """How long LibreOffice may take for one call; a longer one raises LibreOfficeTimeout and ends that LibreOffice."""
    from .model import settings

    settings.time_limit = float(seconds)
    for app in engine.apps:
        app.session.time_limit = float(seconds)


if "libreoffice" not in [known.name for known in xlwings.engines]:
    xlwings.engines.add(xlwings.Engine(impl=engine))
if xlwings.engines.active is None:
    activate()
