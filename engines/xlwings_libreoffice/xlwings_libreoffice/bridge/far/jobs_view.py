"""Jobs that need the menu: commands and their states."""

import jobs
import uno
import unohelper
from com.sun.star.frame import XStatusListener
from com.sun.star.util import URL

GRID = ".uno:ToggleSheetGrid"  # the only door to the grid of one sheet


class Listener(unohelper.Base, XStatusListener):
    """Hears the state of a command once."""

    def __init__(self):
        self.state = None

    def statusChanged(self, event):
        self.state = event.State

    def disposing(self, event):
        pass


def command(context, frame, text):
    """The dispatcher of a command, and its address."""
    address = URL()
    address.Complete = text
    _, address = jobs.create(context, "com.sun.star.util.URLTransformer").parseStrict(address)
    return frame.queryDispatch(address, "", 0), address


def state(context, frame, text):
    """The state of a command, such as whether it is ticked in the menu."""
    dispatch, address = command(context, frame, text)
    listener = Listener()
    dispatch.addStatusListener(listener, address)
    dispatch.removeStatusListener(listener, address)
    return listener.state


def sheet_grid(context, frame, wanted):
    """Whether the sheet in front shows its grid; with `wanted`, change it."""
    shown = bool(state(context, frame, GRID))
    if wanted is not None and wanted != shown:
        dispatch, address = command(context, frame, GRID)
        dispatch.dispatch(address, ())
    return shown


__all__ = ["sheet_grid", "state", "uno"]
