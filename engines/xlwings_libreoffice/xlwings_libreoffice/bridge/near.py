"""The near side of the bridge: UNO objects as Python objects, whatever Python has `uno`.

A name that starts with a capital letter is a UNO property, any other name is a method; so `document.Sheets` asks,
`sheet.getByName("A")` calls, and `cell.CellBackColor = 0xFF0000` sets. Every call has a time limit; a LibreOffice that
went away is an error that says so.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import secrets
import subprocess
import sys
import tempfile
import threading
import weakref
from multiprocessing.connection import Connection, Listener
from pathlib import Path
from typing import Any

from ..model.errors import LibreOfficeGone, LibreOfficeTimeout, SheetProtected, UnoError
from . import find

FAR = Path(__file__).parent / "far" / "far.py"
START_LIMIT = 60.0
ATTACH_LIMIT = 20.0  # one that is asked to run may still be starting
QUIT_LIMIT = 10.0


class Remote:
    """A UNO object that lives in LibreOffice."""

    __slots__ = ("__weakref__", "_number", "_session")

    def __init__(self, session: Session, number: int) -> None:
        object.__setattr__(self, "_session", session)
        object.__setattr__(self, "_number", number)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name[0].isupper():
            return self._session.request("get", (self, name))
        session = self._session
        return lambda *arguments: session.request("call", (self, name, arguments))

    def __setattr__(self, name: str, value: Any) -> None:
        self._session.request("set", (self, name, value))

    def __del__(self) -> None:
        self._session.released.append(self._number)

    def __reduce__(self) -> Any:
        return far_object, (self._number,)

    def __repr__(self) -> str:
        return f"<UNO object {self._number}>"


class Struct:
    """A UNO struct: a value with named fields, copied when it travels."""

    def __init__(self, type_name: str, **fields: Any) -> None:
        self.__dict__.update(fields, _type=type_name)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)

    def __reduce__(self) -> Any:
        return far_struct, (self._type, {name: value for name, value in self.__dict__.items() if name != "_type"})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Struct) and self.__dict__ == other.__dict__

    def __repr__(self) -> str:
        return f"Struct({self.__dict__})"


class Enum:
    """A value of a UNO enumeration; compares equal to its name."""

    def __init__(self, type_name: str, value: str) -> None:
        self.type_name, self.value = type_name, value

    def __reduce__(self) -> Any:
        return far_enum, (self.type_name, self.value)

    def __eq__(self, other: object) -> bool:
        return self.value == (other.value if isinstance(other, Enum) else other)

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return f"Enum({self.type_name}.{self.value})"


class AnyOf:
    """A value with the UNO type that it is to be sent as (for methods that take `any`)."""

    def __init__(self, type_name: str, value: Any) -> None:
        self.type_name, self.value = type_name, value

    def __reduce__(self) -> Any:
        return far_any, (self.type_name, self.value)


def properties(**values: Any) -> tuple[Struct, ...]:
    """Named arguments as a sequence of com.sun.star.beans.PropertyValue."""
    return tuple(Struct("com.sun.star.beans.PropertyValue", Name=name, Value=value) for name, value in values.items())


def far_object(number: int) -> None:
    raise AssertionError(number)  # these four only lend their names to what travels


def far_struct(name: str, fields: dict[str, Any]) -> None:
    raise AssertionError((name, fields))


def far_enum(name: str, value: str) -> None:
    raise AssertionError((name, value))


def far_any(name: str, value: Any) -> None:
    raise AssertionError((name, value))


class Unpickler(pickle.Unpickler):
    """Turns what the far side wrote into `Remote`, `Struct` and `Enum`."""

    def __init__(self, file: io.BytesIO, session: Session) -> None:
        super().__init__(file)
        self.session = session

    def find_class(self, module: str, name: str) -> Any:
        if name == "near_object":
            return lambda number: Remote(self.session, number)
        if name == "near_struct":
            return lambda type_name, fields: Struct(type_name, **fields)
        known = {"near_enum": Enum, "bytes": bytes, "str": str}
        return known[name]


class Session:
    """One LibreOffice and the program that talks to it."""

    def __init__(self, *, visible: bool = False, accept: str | None = None, time_limit: float = 120.0) -> None:
        self.released: list[int] = []
        self.time_limit = time_limit
        self.owned = accept is None
        self.has_windows = visible or accept is not None
        self._lock = threading.RLock()
        self._ended = ""
        self.journeys = 0  # how many calls went to the other side
        self.accept = accept or f"pipe,name=xlwings-{os.getpid()}-{secrets.token_hex(6)}"
        limit = START_LIMIT if self.owned else ATTACH_LIMIT
        settings: dict[str, Any] = {"start_limit": limit, "quit_limit": QUIT_LIMIT, "accept": self.accept}
        if self.owned:
            profile = find.new_profile()
            settings |= {"profile": str(profile), "command": find.command(self.accept, profile, visible)}
            settings["environment"] = find.environment()
        self._connection, self._far = self._start(settings)
        kind, value = pickle.loads(self._wait(START_LIMIT + 10))
        if kind != "ready":
            self.kill()
            if not self.owned:
                raise LibreOfficeGone(f'There is no LibreOffice that was started with --accept="{accept};urp;": {value}.')
            raise LibreOfficeGone(f"LibreOffice could not be started: {value}.")
        self.pid: int = value or self._far.pid
        self._end = weakref.finalize(self, _end, self._connection, self._far)
        self.context, self.desktop, _ = self.request("root", ())

    def _start(self, settings: dict[str, Any]) -> tuple[Connection, subprocess.Popen[bytes]]:
        key = secrets.token_bytes(32)
        folder = tempfile.TemporaryDirectory(prefix="xlwings-lo-")
        with folder, Listener(None if os.name == "nt" else str(Path(folder.name) / "s"), authkey=key) as listener:
            far = subprocess.Popen(
                [find.uno_python(), "-E", "-s", str(FAR)],
                stdin=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=find.environment(),
            )
            assert far.stdin is not None
            # a pickle of text, numbers and bytes, written to our own child
            far.stdin.write(pickle.dumps(settings | {"address": listener.address, "key": key}, protocol=4))
            far.stdin.close()
            return _accept(listener, far), far

    def _wait(self, limit: float) -> bytes:
        if not self._connection.poll(limit):
            raise TimeoutError
        return self._connection.recv_bytes()

    def request(self, what: str, rest: tuple[Any, ...]) -> Any:
        """Carry out one call in LibreOffice. Raises UnoError, LibreOfficeTimeout, LibreOfficeGone."""
        with self._lock:
            if self._ended:
                raise LibreOfficeGone(self._ended)
            self.journeys += 1
            released, self.released = self.released, []
            message = pickle.dumps((released, what, rest), protocol=4)
            try:
                self._connection.send_bytes(message)
                answer = self._wait(self.time_limit)
            except TimeoutError:
                name = rest[1] if len(rest) > 1 and isinstance(rest[1], str) else rest[0] if rest else what
                self.kill()
                raise LibreOfficeTimeout(
                    f"LibreOffice (process {self.pid}) did not answer '{name}' within {self.time_limit:g} s and was ended. "
                    "Unsaved changes are lost. Start a new xw.App()."
                ) from None
            except (EOFError, OSError):
                self._gone()
            reply = Unpickler(io.BytesIO(answer), self).load()
        if reply[0] == "ok":
            return reply[1]
        if reply[0] == "gone":
            self._gone()
        if reply[1] == "NotImplementedError":
            raise NotImplementedError(f"xlwings-libreoffice: {reply[2]}")
        if reply[1] == "SheetProtected":
            raise SheetProtected(reply[2])
        raise UnoError(reply[1], reply[2])

    def job(self, name: str, *arguments: Any) -> Any:
        """Carry out a function of `far/jobs.py`: many UNO calls for one journey."""
        return self.request("job", (name, arguments))

    def _gone(self) -> None:
        self.kill()
        raise LibreOfficeGone(f"LibreOffice (process {self.pid}) has ended unexpectedly. Unsaved changes are lost. Start a new xw.App().")

    @property
    def alive(self) -> bool:
        return not self._ended and self._far.poll() is None

    def quit(self) -> None:
        """End LibreOffice (when it is ours) and the far side, leaving nothing behind."""
        with self._lock:
            if not self._ended:
                self._ended = "This App has quit. Start a new xw.App()."
                self._end()

    def kill(self) -> None:
        """As `quit`, without asking."""
        self._ended = self._ended or f"LibreOffice (process {getattr(self, 'pid', 0)}) was ended. Start a new xw.App()."
        self._connection.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._far.wait(5)
            return
        # the far side hangs in a call into LibreOffice: ended, it takes soffice with it
        self._far.kill()
        self._far.wait()


def _accept(listener: Listener, far: subprocess.Popen[bytes]) -> Connection:
    """The far side's connection; a far side that ended at once is told, not waited for."""
    found: list[Connection] = []
    thread = threading.Thread(target=lambda: found.append(listener.accept()), daemon=True)
    thread.start()
    for _ in range(int(START_LIMIT / 0.1)):
        thread.join(0.1)
        if found:
            return found[0]
        if far.poll() is not None:
            raise LibreOfficeGone(f"The Python at {find.uno_python()} cannot import 'uno'.")
    far.kill()
    raise LibreOfficeGone("LibreOffice's Python did not answer.")


def _end(connection: Connection, far: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError, ValueError):
        connection.send_bytes(b"quit")
    try:
        far.wait(QUIT_LIMIT + 5)
    except subprocess.TimeoutExpired:
        far.kill()
        far.wait()
    connection.close()


if sys.platform == "win32":  # pragma: no cover
    START_LIMIT = 120.0  # a first start there is slow
