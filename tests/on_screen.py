"""A real screen for the tests: Xvfb, a window manager, LibreOffice with the extension, and a mouse that finds buttons by their words."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import xlwings as xw

NEEDED = ("Xvfb", "openbox", "xdotool", "import", "soffice", "unopkg")
# com.sun.star.accessibility.AccessibleRole and AccessibleStateType
MENU, MENU_BAR, ENABLED = 34, 35, 7
LIMIT = 40.0


def own_settings(folder: Path) -> dict[str, str]:
    """An environment in which the buttons see settings, log and files of their own below a folder."""
    return {"UBB4_SETTINGS": str(folder / "ubb4.toml"), "UBB4_LOG": str(folder / "log"), "XDG_CONFIG_HOME": str(folder / "config")}


def missing() -> list[str]:
    return [name for name in NEEDED if shutil.which(name) is None]


def wait_for(what: Callable[[], Any], told: str = "", limit: float = LIMIT) -> Any:
    """Ask until the answer is true; AssertionError after the limit."""
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline:
        with contextlib.suppress(Exception):  # a window that is just opening or closing
            if found := what():
                return found
        time.sleep(0.1)
    raise AssertionError(f"not within {limit:g} s: {told or what}")


class Screen:
    """A display of its own."""

    def __init__(self, folder: Path, size: str = "1920x900") -> None:
        self.folder = folder
        reading, writing = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
            pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as stream:
            self.display = ":" + stream.readline().strip()
        self.environment = {**os.environ, "DISPLAY": self.display}
        self.manager = subprocess.Popen(["openbox"], env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def do(self, *words: object) -> str:
        """One order to xdotool."""
        done = subprocess.run(["xdotool", *map(str, words)], env=self.environment, capture_output=True, text=True, timeout=20)
        return done.stdout

    def click(self, x: int, y: int) -> None:
        self.do("mousemove", x, y, "click", 1)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.do("key", key)
            time.sleep(0.15)

    def picture(self, name: str) -> None:
        subprocess.run(["import", "-window", "root", str(self.folder / f"{name}.png")], env=self.environment, check=True, timeout=20)

    def windows(self, title: str) -> list[str]:
        """Visible windows by a part of their title."""
        return self.do("search", "--onlyvisible", "--name", title).split()

    def end(self) -> None:
        for process in (self.manager, self.server):
            process.terminate()
            process.wait(10)


class Office:
    """LibreOffice on that screen, with the extension installed for it alone; `app` looks at it from outside."""

    def __init__(self, screen: Screen, extension: Path, home: Path, environment: dict[str, str]) -> None:
        self.screen = screen
        self.profile = Path(tempfile.mkdtemp(prefix="ubb4-lo-"))
        user = f"-env:UserInstallation={self.profile.as_uri()}"
        # LibreOffice does not install extensions for root; in a namespace of its own nobody is root
        alone = ["unshare", "-U"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        subprocess.run([*alone, "unopkg", "add", user, "--suppress-license", str(extension)], check=True, capture_output=True, timeout=120)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            ["soffice", user, "--nologo", "--norestore", "--nofirststartwizard", "--nolockcheck", "--calc",
             f"--accept=socket,host=127.0.0.1,port={self.port};urp;"],
            env={**screen.environment, **environment, "HOME": str(home)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        import xlwings_libreoffice

        self.app: xw.App = xlwings_libreoffice.attach(f"socket,host=127.0.0.1,port={self.port}")
        wait_for(lambda: len(self.app.books) == 1, "an empty workbook")

    def open(self, path: Path) -> xw.Book:
        """Open a workbook in a window of its own, as large as the screen, in front."""
        for book in list(self.app.books):
            book.close()
        book = self.app.books.open(path)
        wait_for(lambda: self.screen.windows(path.name), f"the window of {path.name}")
        time.sleep(0.5)
        return book

    @property
    def frame(self) -> Any:
        return self.app.books.active.impl.controller.Frame

    def bar(self) -> dict[str, tuple[int, int]]:
        """The buttons of our toolbar that can be seen: words -> the middle of the button on the screen."""
        manager = self.frame.LayoutManager
        bar = manager.getElement("private:resource/toolbar/addon_kz.ubb4.buttons").getRealInterface()
        context = bar.getAccessibleContext()
        found = {}
        for index in range(context.getAccessibleChildCount()):
            child = context.getAccessibleChild(index).getAccessibleContext()
            at, size = child.getLocationOnScreen(), child.getSize()
            name = child.getAccessibleName()
            if name and size.Width > 0:
                found[name] = (at.X + size.Width // 2, at.Y + size.Height // 2)
        return found

    def awake(self, words: str) -> bool:
        """Whether a button of the toolbar can be pressed."""
        bar = self.frame.LayoutManager.getElement("private:resource/toolbar/addon_kz.ubb4.buttons").getRealInterface()
        context = bar.getAccessibleContext()
        for index in range(context.getAccessibleChildCount()):
            child = context.getAccessibleChild(index).getAccessibleContext()
            if child.getAccessibleName() == words:
                return bool(child.getAccessibleStateSet().contains(ENABLED))
        raise AssertionError(words)

    def menu(self, words: str) -> tuple[int, int]:
        """The middle of an entry of the menu bar."""

        def find(context: Any, depth: int) -> tuple[int, int] | None:
            for index in range(min(context.getAccessibleChildCount(), 60)):
                child = context.getAccessibleChild(index).getAccessibleContext()
                if child.getAccessibleName() == words and child.getAccessibleRole() == MENU:
                    at, size = child.getLocationOnScreen(), child.getSize()
                    return at.X + size.Width // 2, at.Y + size.Height // 2
                if depth and child.getAccessibleRole() == MENU_BAR and (found := find(child, depth - 1)):
                    return found
            return None

        place: tuple[int, int] = wait_for(lambda: find(self.frame.ContainerWindow.getAccessibleContext(), 2), f"the menu «{words}»")
        return place

    def press(self, words: str) -> None:
        """Press a button of the toolbar with the mouse."""
        wait_for(lambda: words in self.bar() and self.awake(words), f"the button «{words}»")
        self.screen.click(*self.bar()[words])

    def answer(self, key: str, picture: str = "") -> None:
        """Wait for our window and answer it by a key."""
        wait_for(lambda: self.screen.windows("^ҮББ №4$"), "a window of ours")
        if picture:
            time.sleep(0.3)
            self.screen.picture(picture)
        for _n in range(8):  # a window that is just opening has no ear yet
            self.screen.press(key)
            with contextlib.suppress(AssertionError):
                wait_for(lambda: not self.screen.windows("^ҮББ №4$"), "our window closed", LIMIT / 8)
                return
        raise AssertionError("our window stays open")

    def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
        shutil.rmtree(self.profile, ignore_errors=True)


@contextlib.contextmanager
def screen(folder: Path, size: str = "1920x900") -> Iterator[Screen]:
    made = Screen(folder, size)
    try:
        yield made
    finally:
        made.end()
