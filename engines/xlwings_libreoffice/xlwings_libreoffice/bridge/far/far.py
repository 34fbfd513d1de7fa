"""The far side: a program for a Python that has LibreOffice's `uno`; it starts soffice and carries out calls.

It stands alone (standard library and `uno` only), because that Python is often another one than ours. It talks to
`near.py` over a local connection: each request names an object by its number, each answer is a value, an object's
number, or an error. When the near side goes away, for whatever reason, soffice and its profile go too.
"""

import contextlib
import ctypes
import io
import itertools
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from multiprocessing.connection import Client

import inside
import jobs
import jobs_edit
import jobs_looks
import jobs_objects
import jobs_office
import jobs_pages
import jobs_rules
import jobs_view
import jobs_whole
import protect
import uno
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException
from com.sun.star.uno import Exception as UnoException
from com.sun.star.uno import RuntimeException as UnoRuntimeException

RESTART = 81  # soffice's exit code for "start me again", given after a first look at a new profile


class Objects:
    """The UNO objects that the near side holds, by number."""

    def __init__(self):
        self.by_number = {}
        self.numbers = itertools.count(1)

    def keep(self, thing):
        number = next(self.numbers)
        self.by_number[number] = thing
        return number


class Pickler(pickle.Pickler):
    """Writes UNO's own kinds of values as calls of functions that `near.py` defines."""

    def __init__(self, file, objects):
        super().__init__(file, protocol=4)
        self.objects = objects

    def reducer_override(self, value):
        kind = type(value)
        if kind.__name__ == "pyuno":
            return near_object, (self.objects.keep(value),)
        name = getattr(value, "__pyunostruct__", None) or getattr(value, "__pyunointerface__", None)
        if name:
            inner = value.value
            fields = {field: getattr(value, field) for field in dir(inner) if not field.startswith("_")}
            return near_struct, (name, fields)
        if isinstance(value, uno.Enum):
            return near_enum, (value.typeName, value.value)
        if isinstance(value, uno.ByteSequence):
            return bytes, (bytes(value.value),)
        if isinstance(value, (uno.Char, uno.Type)):
            return str, (str(getattr(value, "value", getattr(value, "typeName", ""))),)
        return NotImplemented


def near_object(number):
    raise AssertionError(number)  # only its name travels


def near_struct(name, fields):
    raise AssertionError((name, fields))


def near_enum(name, value):
    raise AssertionError((name, value))


class Unpickler(pickle.Unpickler):
    """Turns what the near side wrote into UNO's own kinds of values."""

    def __init__(self, file, objects):
        super().__init__(file)
        self.objects = objects

    def find_class(self, module, name):
        known = {
            "far_object": self.objects.by_number.__getitem__,
            "far_struct": struct,
            "far_enum": uno.Enum,
            "far_any": uno.Any,
            "far_bytes": uno.ByteSequence,
        }
        return known[name]


def struct(name, fields):
    """A UNO struct of the type `name`."""
    made = uno.createUnoStruct(name)
    for field, value in fields.items():
        setattr(made, field, value)
    return made


class Office:
    """The soffice process that this program started, or the running one that it was told to use."""

    def __init__(self, settings):
        self.settings = settings
        self.process = None
        self.profile = settings.get("profile")
        local = uno.getComponentContext()
        self.resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        self.context = self.connect()
        self.inside = self.find_inside()
        self.desktop = self.context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", self.context)

    def connect(self):
        url = "uno:%s;urp;StarOffice.ComponentContext" % self.settings["accept"]
        deadline = time.monotonic() + self.settings["start_limit"]
        if self.settings.get("command"):
            self.start()
        while True:
            try:
                return self.resolver.resolve(url)
            except NoConnectException:
                ended = self.process.poll() if self.process is not None else None
                if ended == RESTART:
                    self.start()
                elif ended is not None:
                    raise SystemExit("soffice ended with code %s before it answered" % ended)
                if time.monotonic() > deadline:
                    raise SystemExit("soffice did not answer within %s s" % self.settings["start_limit"])
                time.sleep(0.02)

    def find_inside(self):
        """Who carries out jobs in LibreOffice itself, where an extension gives one out."""
        if self.process is not None:  # our own has no extension
            return None
        try:
            return self.resolver.resolve("uno:%s;urp;%s" % (self.settings["accept"], inside.NAME))
        except (UnoException, UnoRuntimeException):
            return None

    def start(self):
        # a group of its own, so that all of it can be ended; and it ends with us, even if we are killed
        more = {"start_new_session": True, "preexec_fn": die_with_parent} if os.name == "posix" else {}
        self.process = subprocess.Popen(
            self.settings["command"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=self.settings["environment"], **more,
        )

    @property
    def pid(self):
        return self.process.pid if self.process else 0

    def end(self, patience):
        """End our own soffice, by asking first; a running one that is not ours is left alone."""
        if self.process is None:
            return
        if patience:
            with contextlib.suppress(UnoException, UnoRuntimeException):
                self.desktop.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(patience)
        if self.process.poll() is None:
            with contextlib.suppress(OSError):
                os.killpg(self.process.pid, signal.SIGKILL) if os.name == "posix" else self.process.kill()
            self.process.wait()
        if self.profile:
            shutil.rmtree(self.profile, ignore_errors=True)


def die_with_parent():
    """Linux only: the kernel ends this process when its parent has gone."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def answer(office, objects, request):
    """Carry out one request -> (kind of answer, value)."""
    released, what, rest = request
    for number in released:
        objects.by_number.pop(number, None)
    if what == "call":
        target, name, arguments = rest
        protect.before_call(target, name)
        if any(isinstance(argument, uno.Any) for argument in arguments):
            return uno.invoke(target, name, arguments)
        return getattr(target, name)(*arguments)
    if what == "get":
        return getattr(*rest)
    if what == "set":
        protect.before_set(rest[0])
        return setattr(*rest)
    if what == "job":
        name, arguments = rest
        if name == "kept":  # how many objects the near side holds
            return len(objects.by_number)
        if office.inside is not None and name in jobs_whole.__all__:
            return told_inside(inside.run(office.inside, name, arguments))
        protect.before_job(name, arguments)
        return find_job(name)(office.context, *arguments)
    if what == "root":
        return office.context, office.desktop, office.pid
    raise ValueError(what)


def told_inside(reply):
    """What a job in LibreOffice came to, or the error that it raised there."""
    if reply[0] == "ok":
        return reply[1]
    if reply[1] == "SheetProtected":
        raise protect.SheetProtected(reply[2])
    raise UnoRuntimeException("%s: %s" % (reply[1], reply[2]), None)


def find_job(name):
    """The function of that name in one of the modules of jobs."""
    for module in (jobs, jobs_edit, jobs_looks, jobs_objects, jobs_office, jobs_pages, jobs_rules,
                   jobs_view, jobs_whole, protect):
        if hasattr(module, name):
            return getattr(module, name)
    raise ValueError(name)


def is_lost(office):
    """Whether the bridge is broken; the process may still be dying then, or be somebody else's."""
    try:
        office.desktop.getImplementationName()
    except (UnoException, UnoRuntimeException):
        return True
    return office.process is not None and office.process.poll() is not None


def serve(connection, office):
    """Answer requests until the near side says goodbye or goes away -> how patiently soffice is to be ended."""
    objects = Objects()
    while True:
        try:
            message = connection.recv_bytes()
        except (EOFError, OSError):
            return 0  # nobody is left who could care
        if message == b"quit":
            return office.settings["quit_limit"]
        try:
            reply = ("ok", answer(office, objects, Unpickler(io.BytesIO(message), objects).load()))
        except DisposedException as error:  # a workbook that was closed is no LibreOffice that has gone
            reply = ("gone", "", error.Message) if is_lost(office) else ("uno", "DisposedException", error.Message)
        except (UnoException, UnoRuntimeException) as error:
            # a broken bridge shows itself as this or that exception: asked once more, it tells
            reply = ("gone" if is_lost(office) else "uno", type(error).__name__, error.Message)
        except Exception as error:
            reply = ("python", type(error).__name__, str(error))
        out = io.BytesIO()
        try:
            Pickler(out, objects).dump(reply)
        except Exception as error:
            out = io.BytesIO()
            pickle.dump(("python", type(error).__name__, str(error)), out, protocol=4)
        try:
            connection.send_bytes(out.getvalue())
        except OSError:
            return 0


def main():
    settings = pickle.load(sys.stdin.buffer)
    connection = Client(settings["address"], authkey=settings["key"])
    try:
        office = Office(settings)
    except (SystemExit, UnoException, UnoRuntimeException) as error:
        connection.send_bytes(pickle.dumps(("failed", str(getattr(error, "Message", error)))))
        return
    connection.send_bytes(pickle.dumps(("ready", office.pid)))
    patience = 0
    try:
        patience = serve(connection, office)
    finally:
        office.end(patience)


if __name__ == "__main__":
    main()
