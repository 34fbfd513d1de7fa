"""Jobs on LibreOffice itself: its documents, settings, windows, messages and macros."""

import jobs
import uno


def documents(context, desktop):
    """The identities of the open workbooks, and that of the one in front."""
    uids, components = [], desktop.Components.createEnumeration()
    while components.hasMoreElements():
        one = components.nextElement()
        if hasattr(one, "Sheets") and hasattr(one, "RuntimeUID"):
            uids.append(one.RuntimeUID)
    front = desktop.CurrentComponent
    # RuntimeUID counts up, so its order is that of opening
    return sorted(uids, key=int), getattr(front, "RuntimeUID", "") if front is not None else ""


def document(context, desktop, uid):
    """The open workbook with an identity."""
    components = desktop.Components.createEnumeration()
    while components.hasMoreElements():
        one = components.nextElement()
        if getattr(one, "RuntimeUID", "") == uid:
            return one
    return None


def system_path(context, url):
    """A file's address as a path."""
    return uno.fileUrlToSystemPath(url)


def window_number(context, window):
    """The number by which the screen knows a window; 0 without a screen."""
    handle = window.getWindowHandle(uno.ByteSequence(b"\0" * 16), 6) if hasattr(window, "getWindowHandle") else 0
    return int(handle) if isinstance(handle, int) else int(getattr(handle, "WindowHandle", 0) or 0)


def message(context, window, kind, buttons, title, text):
    """Show a message and wait for its answer -> 0 cancel, 1 ok, 2 yes, 3 no."""
    toolkit = jobs.create(context, "com.sun.star.awt.Toolkit")
    # com.sun.star.awt.MessageBoxButtons.DEFAULT_BUTTON_OK or _YES: the first one, as in Excel
    default = {1: 0x10000, 2: 0x10000, 3: 0x40000, 4: 0x40000}[buttons]
    box = toolkit.createMessageBox(window, uno.Enum("com.sun.star.awt.MessageBoxType", kind), buttons | default, title, text)
    return box.execute()


def run_macro(context, document, module, procedure, arguments):
    """Run a macro of a workbook -> (whether it exists, its result)."""
    libraries = document.BasicLibraries
    for library in libraries.ElementNames:
        libraries.loadLibrary(library)
        for one in libraries.getByName(library).ElementNames:
            if module.lower() not in ("", one.lower()):
                continue
            source = libraries.getByName(library).getByName(one).lower()
            if not any(start + procedure.lower() in source for start in ("sub ", "function ")):
                continue
            name = "vnd.sun.star.script:%s.%s.%s?language=Basic&location=document" % (library, one, procedure)
            result, _, _ = document.ScriptProvider.getScript(name).invoke(arguments, (), ())
            return True, result
    return False, None
