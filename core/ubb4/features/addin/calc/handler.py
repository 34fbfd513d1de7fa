"""The buttons in LibreOffice: runs in LibreOffice's own Python, so it needs nothing but `uno`.

A press opens a pipe of its own, starts ubb4's Python on it and returns at once; the work is done from there, so the
window stays alive. What the buttons show is read from the file that ubb4 writes.
"""

import json
import os
import subprocess
import threading
import traceback
import uuid

import uno
import unohelper
from com.sun.star.bridge import XInstanceProvider
from com.sun.star.document import XDocumentEventListener
from com.sun.star.frame import FeatureStateEvent, XDispatch, XDispatchProvider
from com.sun.star.frame.status import Visibility
from com.sun.star.lang import XInitialization, XServiceInfo

NAME = "kz.ubb4.Handler"
PROTOCOL = "kz.ubb4:"
LANGUAGES = ("kk", "ru", "en")
BAR = "private:resource/toolbar/addon_kz.ubb4.buttons"
TOLD = (0, 3)  # codes with which the officer was told what there is to tell


class Tab:
    """What the buttons show, and who wants to know: one for all windows."""

    def __init__(self):
        self.listeners = []  # (frame, url, listener)
        self.stamp = None
        self.state = {}
        self.busy = False
        self.settings = {}
        self.watching = False

    def start(self, context):
        if not self.settings:
            folder = os.path.dirname(os.path.abspath(__file__))
            with open(os.path.join(folder, "ubb4.json"), encoding="utf-8") as stream:
                self.settings = json.load(stream)
        if not self.watching:
            self.watching = True
            singleton = "/singletons/com.sun.star.frame.theGlobalEventBroadcaster"
            context.getValueByName(singleton).addDocumentEventListener(Watcher())
        self.read()

    def read(self):
        """Read the state anew when it was written since -> whether it was."""
        path = self.settings["state"]
        try:
            stamp = os.stat(path).st_mtime_ns
        except OSError:
            path, stamp = None, 0
        if stamp == self.stamp:
            return False
        self.stamp = stamp
        self.state = self.settings["built"]
        if path is not None:
            try:
                with open(path, encoding="utf-8") as stream:
                    self.state = json.load(stream)
            except (OSError, ValueError):  # half-written or spoilt: what was built in is right enough
                traceback.print_exc()
        return True

    def show(self, frame, url, listener):
        """Tell one listener the button's text, whether it can be pressed and whether it is there at all."""
        control = self.state["controls"].get(url.Path)
        event = FeatureStateEvent()
        event.FeatureURL = url
        event.Source = None
        event.Requery = False
        visible = Visibility()
        visible.bVisible = bool(control and control["visible"])
        event.IsEnabled = bool(control and not self.busy and (control["always"] or ours(frame)))
        event.State = visible
        listener.statusChanged(event)
        if visible.bVisible:
            language = self.state.get("language", "kk")
            event.State = control["label"][LANGUAGES.index(language)]
            listener.statusChanged(event)

    def show_all(self):
        for entry in list(self.listeners):
            try:
                self.show(*entry)
            except Exception:  # its window has gone
                if entry in self.listeners:
                    self.listeners.remove(entry)

    def measure(self):
        """Let every window give the toolbar the room that its buttons need now; LibreOffice does not do it by itself."""
        frames = []
        for frame, _, _ in list(self.listeners):
            if frame is not None and frame not in frames:
                frames.append(frame)
        for frame in frames:
            try:
                manager = frame.LayoutManager
                if manager.isElementVisible(BAR):
                    manager.hideElement(BAR)
                    manager.showElement(BAR)
            except Exception:  # its window has gone
                traceback.print_exc()


TAB = Tab()


def ours(frame):
    """Whether the workbook of a window is one of ours."""
    controller = frame.getController() if frame is not None else None
    model = controller.getModel() if controller is not None else None
    return model is not None and hasattr(model, "Sheets") and model.Sheets.hasByName("_ubb4")


class Watcher(unohelper.Base, XDocumentEventListener):
    """Another workbook in front: the buttons wake or go grey."""

    def documentEventOccured(self, event):
        if event.EventName in ("OnLoadFinished", "OnViewCreated", "OnFocus", "OnNew"):
            TAB.read()
            TAB.show_all()

    def disposing(self, source):
        pass


class Provider(unohelper.Base, XInstanceProvider):
    """Gives the other side of the pipe the way into this LibreOffice."""

    def __init__(self, context):
        self.context = context

    def getInstance(self, name):
        return self.context


class Press(threading.Thread):
    """One press: a pipe, ubb4's Python on it, and a word when it could not even start."""

    def __init__(self, context, frame, button):
        threading.Thread.__init__(self, daemon=True)
        self.context, self.frame, self.button = context, frame, button
        self.pipe = "ubb4-" + uuid.uuid4().hex
        self.acceptor = self.create("com.sun.star.connection.Acceptor")
        self.bridge = None

    def create(self, service):
        return self.context.ServiceManager.createInstanceWithContext(service, self.context)

    def accept(self):
        try:
            connection = self.acceptor.accept("pipe,name=" + self.pipe)
            if connection is not None:
                self.bridge = self.create("com.sun.star.bridge.BridgeFactory").createBridge(
                    "", "urp", connection, Provider(self.context))
        except Exception:  # it was told to stop waiting
            traceback.print_exc()

    def run(self):
        waiting = threading.Thread(target=self.accept, daemon=True)
        waiting.start()
        try:
            code = self.python()
        except OSError as error:
            code = error.errno or 1
        finally:
            TAB.busy = False
            self.acceptor.stopAccepting()
        changed = TAB.read()
        TAB.show_all()
        if changed:
            TAB.measure()
        if code not in TOLD:
            self.say(code)

    def python(self):
        """Start ubb4 and wait; nothing of LibreOffice's own Python goes with it."""
        foreign = ("PYTHON", "LD_", "URE_", "UNO_")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        command = [TAB.settings["python"], "-I", "-X", "utf8", "-m", "ubb4.press", self.button, "--pipe=" + self.pipe]
        more = {"creationflags": 0x08000000} if os.name == "nt" else {}  # no console
        return subprocess.call(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, **more)

    def say(self, code):
        language = TAB.state.get("language", "kk")
        text = TAB.settings["failed"][LANGUAGES.index(language)] + " (%s)" % code
        toolkit = self.create("com.sun.star.awt.Toolkit")
        kind = uno.Enum("com.sun.star.awt.MessageBoxType", "ERRORBOX")
        toolkit.createMessageBox(self.frame.ContainerWindow, kind, 1, TAB.settings["title"], text).execute()


class Handler(unohelper.Base, XServiceInfo, XInitialization, XDispatchProvider, XDispatch):
    """What LibreOffice asks about the commands kz.ubb4:..."""

    def __init__(self, context):
        self.context = context
        self.frame = None
        TAB.start(context)

    def initialize(self, arguments):
        if arguments:
            self.frame = arguments[0]

    def queryDispatch(self, url, target, flags):
        return self if url.Protocol == PROTOCOL else None

    def queryDispatches(self, requests):
        return tuple(self.queryDispatch(one.FeatureURL, one.FrameName, one.SearchFlags) for one in requests)

    def dispatch(self, url, arguments):
        button = url.Path
        if TAB.busy or button not in TAB.settings["buttons"]:
            return  # only what was built in is ever started
        TAB.busy = True
        try:
            Press(self.context, self.frame, button).start()
        except Exception:  # the next press is not to wait for this one
            TAB.busy = False
            raise

    def addStatusListener(self, listener, url):
        TAB.listeners.append((self.frame, url, listener))
        TAB.show(self.frame, url, listener)

    def removeStatusListener(self, listener, url):
        TAB.listeners = [entry for entry in TAB.listeners if entry[2] != listener or entry[1].Complete != url.Complete]

    def getImplementationName(self):
        return NAME

    def supportsService(self, name):
        return name == "com.sun.star.frame.ProtocolHandler"

    def getSupportedServiceNames(self):
        return ("com.sun.star.frame.ProtocolHandler",)


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Handler, NAME, ("com.sun.star.frame.ProtocolHandler",))
