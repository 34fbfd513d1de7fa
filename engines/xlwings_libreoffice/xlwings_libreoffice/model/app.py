"""Apps and App: LibreOffice processes."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..bridge import find
from ..bridge.near import Session
from . import settings
from .book import Book
from .books import Books
from .errors import LibreOfficeError, LibreOfficeGone, UnoError
from .missing import refuse

if TYPE_CHECKING:
    from ..cells.range import Range
    from .engine import Engine

CALCULATIONS = ("automatic", "manual", "semiautomatic")
BUTTONS = {None: ("ok", 1), "ok": ("ok", 1), "ok_cancel": ("ok", 2), "yes_no": ("yes", 3), "yes_no_cancel": ("yes", 4)}
ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}


class Apps:
    """The LibreOffice processes that this Python has started or attached to; the active one comes first."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._apps: list[App] = []

    def add(self, spec: str | None = None, add_book: bool = True, xl: Any = None, visible: bool | None = None) -> App:
        if spec is not None:
            refuse("App(spec=...): set the environment variable XLWINGS_LIBREOFFICE to choose a soffice")
        app = App(self, Session(visible=visible is not False and find.has_screen(), time_limit=settings.time_limit))
        app._visible = visible is not False
        return self._begin(app, add_book)

    def attach(self, accept: str) -> App:
        """The App of a running LibreOffice that was started with --accept="<accept>;urp;"."""
        app = App(self, Session(accept=accept, time_limit=settings.time_limit))
        app._visible = True
        return self._begin(app, add_book=False)

    def _begin(self, app: App, add_book: bool) -> App:
        self._apps.insert(0, app)
        if add_book:
            app.books.add()
        return app

    def _living(self) -> list[App]:
        self._apps = [app for app in self._apps if app.session.alive]
        return self._apps

    def activate(self, app: App) -> None:
        if app in self._living():
            self._apps.remove(app)
            self._apps.insert(0, app)

    def keys(self) -> list[int]:
        return [app.pid for app in self._living()]

    def cleanup(self) -> None:
        """Forget the Apps whose process has ended; each took its own profile and children with it."""
        self._living()

    def __iter__(self) -> Iterator[App]:
        return iter(list(self._living()))

    def __len__(self) -> int:
        return len(self._living())

    def __getitem__(self, pid: int) -> App:
        for app in self._living():
            if app.pid == pid:
                return app
        raise KeyError(f"There is no LibreOffice with the process number {pid}.")


class App:
    """One LibreOffice process."""

    def __init__(self, apps: Apps, session: Session) -> None:
        self.apps = apps
        self.session = session
        self.engine = apps.engine
        self.pid = session.pid
        self.alert_answers: dict[str, str] = {}
        self.copied: Range | None = None  # what Range.copy() without a destination remembers
        self.cut_copy_mode_value: str | None = None
        self._visible = False
        self._calculation = "automatic"
        self._flags = {"display_alerts": True, "enable_events": True, "interactive": True, "screen_updating": True}
        self._status: str | bool = False
        self._indicator: Any = None  # of the text that stands in the status bar now
        self.generation = 0  # counts what moves cells: kept UNO ranges are fetched anew after it
        self.books = Books(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, App) and other.session is self.session

    def __hash__(self) -> int:
        return id(self.session)

    @property
    def api(self) -> Any:
        """The UNO desktop (com.sun.star.frame.Desktop)."""
        return self.session.desktop

    @property
    def selection(self) -> Range | None:
        book = self.books.active
        return book.selection if book else None

    def activate(self, steal_focus: bool = False) -> None:
        self.apps.activate(self)
        if steal_focus and (book := self.books.active):
            book.controller.Frame.ContainerWindow.toFront()

    @property
    def visible(self) -> bool:
        return self._visible

    @visible.setter
    def visible(self, visible: bool) -> None:
        self._visible = bool(visible)
        for book in self.books:
            book.show(self._visible)

    def quit(self) -> None:
        if self.session.owned:
            for book in list(self.books) if self.session.alive else ():
                book.close()
        self.session.quit()
        self.apps.cleanup()

    def kill(self) -> None:
        if self.session.owned and self.session.alive:
            os.kill(self.pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
        self.session.kill()
        self.apps.cleanup()

    def _flag(self, name: str) -> bool:
        return self._flags[name]

    @property
    def screen_updating(self) -> bool:
        return self._flags["screen_updating"]

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        if bool(value) != self._flags["screen_updating"]:
            self._flags["screen_updating"] = bool(value)
            for book in self.books:
                book.document.unlockControllers() if value else book.document.lockControllers()

    @property
    def display_alerts(self) -> bool:
        return self._flags["display_alerts"]

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self._flags["display_alerts"] = bool(value)  # UNO calls ask nothing, so there is nothing to silence

    @property
    def enable_events(self) -> bool:
        return self._flags["enable_events"]

    @enable_events.setter
    def enable_events(self, value: bool) -> None:
        self._flags["enable_events"] = bool(value)
        for book in self.books:
            book.document.isActionLocked()  # a book that has gone shows itself here
            book.events(bool(value))

    @property
    def interactive(self) -> bool:
        return self._flags["interactive"]

    @interactive.setter
    def interactive(self, value: bool) -> None:
        self._flags["interactive"] = bool(value)
        for book in self.books:
            book.controller.Frame.ContainerWindow.setEnable(bool(value))

    @property
    def startup_path(self) -> str:
        paths = self.session.job("create", "com.sun.star.util.PathSettings")
        return _system_path(self.session, paths.UserConfig)

    @property
    def path(self) -> str:
        return str(find.soffice().parent)

    @property
    def calculation(self) -> str:
        return self._calculation

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in CALCULATIONS:
            raise ValueError(f"calculation must be one of {', '.join(CALCULATIONS)}")
        self._calculation = value
        for book in self.books:
            book.automatic(value != "manual")

    def calculate(self) -> None:
        for book in self.books:
            book.document.calculateAll()

    @property
    def version(self) -> str:
        provider = self.session.job("settings_node", "/org.openoffice.Setup/Product")
        return str(provider.getByName("ooSetupVersionAboutBox"))

    @property
    def hwnd(self) -> int:
        """The window's number: on X11 its id, on Windows its handle; 0 when LibreOffice has no screen."""
        book = self.books.active
        return self.session.job("window_number", book.controller.Frame.ContainerWindow) if book else 0

    def run(self, macro: str, args: list[Any]) -> Any:
        from .macros import run

        return run(self, macro, args)

    @property
    def status_bar(self) -> str | bool:
        return self._status

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self._status = value
        if self._indicator is not None:
            self._indicator.end()
            self._indicator = None
        if value is not False and (book := self.books.active):
            self._indicator = book.controller.Frame.createStatusIndicator()
            self._indicator.start(str(value), 0)

    @property
    def cut_copy_mode(self) -> str | None:
        return self.cut_copy_mode_value

    @cut_copy_mode.setter
    def cut_copy_mode(self, value: bool | str | None) -> None:
        if value in (False, None):
            self.copied, self.cut_copy_mode_value = None, None
        elif value != self.cut_copy_mode_value:
            refuse("App.cut_copy_mode can only be cleared")

    def alert(self, prompt: str, title: str | None, buttons: str | None, mode: str | None, callback: Any) -> str:
        if buttons not in BUTTONS:
            raise ValueError(f"buttons must be one of {', '.join(str(name) for name in BUTTONS)}")
        if answer := self.alert_answers.get(buttons or "ok"):
            return answer
        if not (self._visible and find.has_screen()):
            raise LibreOfficeError(
                'App.alert(): nobody sees this LibreOffice, so nobody can answer. Set app.impl.alert_answers = {"yes_no": "no"} to answer for them.'
            )
        book = self.books.active
        frame = book.controller.Frame if book else self.session.desktop.CurrentFrame
        window = frame.ContainerWindow if frame else None
        kind = {None: "MESSAGEBOX", "info": "INFOBOX", "critical": "WARNINGBOX"}[mode]
        if buttons not in (None, "ok"):
            kind = {"INFOBOX": "QUERYBOX"}.get(kind, kind)  # an info box has one button, whatever is asked
        limit, self.session.time_limit = self.session.time_limit, 24 * 3600.0  # a person answers
        try:
            return ANSWERS[self.session.job("message", window, kind, BUTTONS[buttons][1], title or "", prompt or "")]
        finally:
            self.session.time_limit = limit


def _system_path(session: Session, url: str) -> str:
    return str(session.job("system_path", url))


__all__ = ["App", "Apps", "Book", "LibreOfficeGone", "UnoError"]
