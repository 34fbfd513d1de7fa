"""The buttons in LibreOffice: runs in LibreOffice's own Python, so it needs nothing but `uno`.

The first workbook of ours starts a helper, ubb4's Python on a pipe of its own; a press is a line to it and returns at once, the work is done
from there, so the window stays alive. What the buttons show is read from the file that ubb4 writes.
"""

import json
import os
import threading
import traceback

import ubb4_helper
import uno
import unohelper
from com.sun.star.document import XDocumentEventListener
from com.sun.star.frame import FeatureStateEvent, XDispatch, XDispatchProvider
from com.sun.star.frame.status import Visibility
from com.sun.star.lang import XInitialization, XServiceInfo

NAME = "kz.ubb4.Handler"
PROTOCOL = "kz.ubb4:"
LANGUAGES = ("kk", "ru", "en")
BAR = "private:resource/toolbar/addon_kz.ubb4.buttons"
CANCEL = "ubb4_cancel"  # awake while a press works
F1, HELP = "f1", "help"  # the key, and the button that it presses before a workbook of ours
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
        self.context = None

    def start(self, context):
        self.context = context
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
        if os.name == "nt":  # %LOCALAPPDATA%, where one extension serves all users
            path = os.path.expandvars(path)
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
        awake = self.busy if url.Path == CANCEL else not self.busy and (control and control["always"] or ours(frame))
        event.IsEnabled = bool(control and awake)
        event.State = visible
        listener.statusChanged(event)
        if visible.bVisible:
            event.State = control["label"][LANGUAGES.index(self.language(frame))]
            listener.statusChanged(event)

    def language(self, frame):
        """The one that somebody has chosen, else that of the workbook in the window."""
        chosen = self.state.get("language")
        if chosen in LANGUAGES:
            return chosen
        try:
            own = language_of(frame)
        except Exception:  # its window has gone
            own = ""
        return own if own in LANGUAGES else LANGUAGES[0]

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


def model_of(frame):
    controller = frame.getController() if frame is not None else None
    return controller.getModel() if controller is not None else None


def ours(frame):
    """Whether the workbook of a window is one of ours."""
    return has_ours(model_of(frame))


def language_of(frame):
    """The language that the workbook of a window was made in, as its hidden sheet says."""
    model = model_of(frame)
    if not has_ours(model):
        return ""
    rows = model.Sheets.getByName("_ubb4").getCellRangeByPosition(0, 0, 1, 39).getDataArray()
    return next((value for name, value in rows if name == "language"), "")


def has_ours(model):
    return model is not None and hasattr(model, "Sheets") and model.Sheets.hasByName("_ubb4")


class Watcher(unohelper.Base, XDocumentEventListener):
    """Another workbook in front: the buttons wake or go grey."""

    def documentEventOccured(self, event):
        if event.EventName in ("OnLoadFinished", "OnViewCreated", "OnFocus", "OnNew"):
            TAB.read()
            TAB.show_all()
        if event.EventName in ("OnViewCreated", "OnFocus") and Press.helper is None and has_ours(event.Source):
            try:
                Press.ready(TAB.context)
            except OSError:  # a press tells it
                traceback.print_exc()

    def disposing(self, source):
        pass


class Press(threading.Thread):
    """One press, by the helper, and a word when it could not even start."""

    helper = None
    lock = threading.Lock()

    def __init__(self, context, frame, button):
        threading.Thread.__init__(self, daemon=True)
        self.context, self.frame, self.button = context, frame, button

    @classmethod
    def ready(cls, context):
        """The helper, started when there is none."""
        with cls.lock:
            if cls.helper is None or not cls.helper.is_alive():
                cls.helper = ubb4_helper.Helper(context, TAB.settings["python"])
            return cls.helper

    @classmethod
    def cancel(cls):
        with cls.lock:
            if cls.helper is not None and cls.helper.is_alive():
                cls.helper.say("cancel")

    def run(self):
        try:
            code = self.ready(self.context).press(self.button)
        except OSError as error:
            code = error.errno or 1
        finally:
            TAB.busy = False
        changed = TAB.read()
        TAB.show_all()
        if changed:
            TAB.measure()
        if code not in TOLD:
            self.say(TAB.settings["failed"], " (%s)" % code, "ERRORBOX")

    def say(self, texts, more, kind):
        text = texts[LANGUAGES.index(TAB.language(self.frame))] + more
        create = self.context.ServiceManager.createInstanceWithContext
        toolkit = create("com.sun.star.awt.Toolkit", self.context)
        window = self.frame.ContainerWindow if self.frame is not None else None
        if window is None:  # its workbook was closed meanwhile
            front = create("com.sun.star.frame.Desktop", self.context).CurrentFrame
            window = front.ContainerWindow if front is not None else None
        if window is None:
            return
        toolkit.createMessageBox(window, uno.Enum("com.sun.star.awt.MessageBoxType", kind), 1,
                                 TAB.settings["title"], text).execute()


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
        if button == F1:
            if not ours(self.frame) or HELP not in TAB.settings["buttons"]:
                create = self.context.ServiceManager.createInstanceWithContext
                create("com.sun.star.frame.DispatchHelper", self.context).executeDispatch(self.frame, ".uno:HelpIndex", "", 0, ())
                return
            button = HELP
        if button not in TAB.settings["buttons"]:
            return  # only what was built in is ever started
        press = Press(self.context, self.frame, button)
        if button == CANCEL:
            press.cancel()
            return
        if TAB.busy:
            press.say(TAB.settings["working"], "", "INFOBOX")
            return
        TAB.busy = True
        try:
            TAB.show_all()
            press.start()
        except Exception:  # the next press is not to wait for this one
            TAB.busy = False
            TAB.show_all()
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
