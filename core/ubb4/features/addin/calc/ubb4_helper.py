"""The helper that does the work of the buttons: ubb4's Python on a pipe of its own, and what it is given of this LibreOffice. Runs in
LibreOffice's own Python.
"""

import os
import subprocess
import sys
import threading
import traceback
import uuid

import unohelper
from com.sun.star.bridge import XInstanceProvider

FAR = ("jobs", "jobs_lists", "jobs_undo", "jobs_whole", "protect", "inside")  # the engine's modules, in a folder beside this one


class Provider(unohelper.Base, XInstanceProvider):
    """Gives the other side of the pipe the way into this LibreOffice, and one who carries out jobs in it."""

    def __init__(self, context):
        self.context = context

    def getInstance(self, name):
        if name == "xlwings.Inside":
            try:
                return made_inside(self.context)
            except Exception:  # it goes on over the bridge, slower
                traceback.print_exc()
                return None
        return self.context


def made_inside(context):
    """The jobs of the engine, loaded beside whatever other extensions call their modules."""
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "far")
    others = {name: sys.modules.pop(name) for name in FAR if name in sys.modules}
    sys.path.insert(0, folder)
    try:
        import inside
        import jobs_whole

        return inside.Inside(context, jobs_whole)
    finally:
        sys.path.remove(folder)
        for name in FAR:
            sys.modules.pop(name, None)
        sys.modules.update(others)


class Helper:
    """ubb4's Python on a pipe: one for all presses of this LibreOffice."""

    def __init__(self, context, python):
        self.context, self.python = context, python
        self.pipe = "ubb4-" + uuid.uuid4().hex
        self.acceptor = self.create("com.sun.star.connection.Acceptor")
        self.bridges = []
        threading.Thread(target=self.accept, daemon=True).start()
        try:
            self.process = self.start()
        except OSError:
            self.acceptor.stopAccepting()
            raise

    def create(self, service):
        return self.context.ServiceManager.createInstanceWithContext(service, self.context)

    def accept(self):
        try:
            while True:  # every object that the helper asks for by name comes by a connection of its own
                connection = self.acceptor.accept("pipe,name=" + self.pipe)
                if connection is None:
                    return
                self.bridges.append(self.create("com.sun.star.bridge.BridgeFactory").createBridge(
                    "", "urp", connection, Provider(self.context)))
        except Exception:  # it was told to stop waiting
            traceback.print_exc()

    def start(self):
        """Start ubb4; nothing of LibreOffice's own Python goes with it."""
        foreign = ("PYTHON", "LD_", "URE_", "UNO_")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        command = [self.python, "-I", "-X", "utf8", "-m", "ubb4.press", "--serve", "--pipe=" + self.pipe]
        more = {"creationflags": 0x08000000} if os.name == "nt" else {}  # no console
        return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, **more)

    def is_alive(self):
        return self.process.poll() is None

    def say(self, word):
        self.process.stdin.write(word.encode("ascii") + b"\n")
        self.process.stdin.flush()

    def press(self, button):
        """Let it press -> its code, or that of its end."""
        try:
            self.say(button)
            answer = self.process.stdout.readline()
        except OSError:
            answer = b""
        if answer.strip():
            return int(answer)
        self.acceptor.stopAccepting()
        return self.process.wait()
