"""Behind the door: from the words of a started process to a button done, and every failure told in one window."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ubb4.base import log, settings, text
from ubb4.base.errors import Ubb4Error, UseError
from ubb4.base.text import gettext as _
from ubb4.excel import busy, window

if TYPE_CHECKING:
    import xlwings

    from ubb4.buttons.pressed import Hand, Told

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
PROBE = "Ubb4Probe"  # no button: the doctor asks whether the line of the buttons would start
DONE, FAILED = 0, 3  # any other code: nobody was told, and VBA or the extension tells
UNTOLD = 5
QUIET = ("cancelled", "gone")  # said on the status bar: a window of a workbook that has gone would stand behind the others


def press(words: list[str]) -> int:
    """`ID --hwnd=N` or `ID --pipe=NAME`."""
    app = None
    settle()
    try:
        id, hwnd, pipe = _understood(words)
        _speak(words)
        if id == PROBE:
            return _answer()
        try:
            app = window.find_app(hwnd, pipe)
        except Exception:  # xlwings finds no Excel without a workbook, and may not ask one that runs with an administrator's rights
            if not _always(id) or pipe is not None:  # language, state and the like need none
                raise
            logging.getLogger("ubb4").info("no program for %s", id, exc_info=True)
        return press_on(app, id)
    except Exception as error:
        return _tell(app, error)


def _answer() -> int:
    """Everything that a press loads is here."""
    from ubb4.buttons.pressed import Hand

    window.load_xlwings()
    if sys.platform == "win32":
        import win32process  # noqa: F401
    return DONE if Hand(None).desk.toolkit else FAILED


def _always(id: str) -> bool:
    from ubb4.buttons.pressed import Hand

    return any(each.id == id and each.always for each in Hand(None).desk.toolkit.buttons)


def called(id: str) -> int:
    """The same from xlwings' RunPython, which puts the window's number among the arguments of the process."""
    return press([id, *(word for word in sys.argv if word.startswith("--hwnd="))])


def press_on(app: xlwings.App | None, id: str) -> int:
    """Press one button on the workbook in front of a program; without one only a button that needs none."""
    from ubb4 import buttons
    from ubb4.buttons.fitted import fitted
    from ubb4.buttons.pressed import Hand

    hand, begun, before = Hand(app), time.perf_counter(), _journeys(app)
    window.stages.clear()
    try:
        button = next((each for each in hand.desk.toolkit.buttons if each.id == id), None)
        if button is None:
            raise UseError(_("«{button}» батырмасы жоқ: оның плагині ажыратылған. «Жаңарту» батырмасын басыңыз.", button=id))
        with window.at_rest(app), _in_language_of(hand, button.always):
            told = fitted(hand, buttons.run(button.run, hand))
    except Exception as error:
        window.step(app, "")
        return _tell(app, _gone(hand, error))
    _note_time(id, begun, _journeys(app) - before)
    if told.quiet:
        window.step(app, told.text)
    elif told.question and told.then:
        window.step(app, "")
        if app is not None and window.ask(app, f"{told.text}\n\n{told.question}"):
            return _followed(app, hand, told)
    else:
        window.step(app, "")
        if not window.say(app, told.text, told.bad):
            return UNTOLD
    if told.then and not told.question:
        return _followed(app, hand, told)
    return FAILED if told.bad else DONE


def _followed(app: xlwings.App | None, hand: Hand, told: Told) -> int:
    """Do what was asked for; a failure there is told as any other."""
    try:
        if told.then is not None:
            told.then()
    except Exception as error:
        return _tell(app, _gone(hand, error))
    return FAILED if told.bad else DONE


def _journeys(app: xlwings.App | None) -> int:
    """How many calls went over the bridge to LibreOffice so far."""
    return int(getattr(getattr(getattr(app, "impl", None), "session", None), "journeys", 0))


def _note_time(id: str, begun: float, journeys: int) -> None:
    """Where a press took its time: for the log, and for benchmarks/press.py that reads it there."""
    ended = [*(when for __, when in window.stages[1:]), time.perf_counter()]
    stages = "; ".join(f"{text} {end - when:.3f}" for (text, when), end in zip(window.stages, ended, strict=False))
    logging.getLogger("ubb4.press").info("pressed %s: %.3f s, %d journeys: %s", id, time.perf_counter() - begun, journeys, stages)


def _gone(hand: Hand, error: Exception) -> Exception:
    """A workbook that was closed or given another name while the press worked is told as that."""
    book = hand.__dict__.get("book")
    if book is None or hand.app is None or isinstance(error, UseError):
        return error
    try:
        if book.name in [each.name for each in hand.app.books]:
            return error
    except Exception:  # what is asked of a closed workbook raises what the program raises
        logging.getLogger("ubb4").debug("gone", exc_info=True)
    return UseError(_("Кітап жұмыс кезінде жабылды немесе атауы өзгерді: жұмыс тоқтатылды. Кітапты ашып, батырманы қайта басыңыз."), "gone")


@contextlib.contextmanager
def _in_language_of(hand: Hand, always: bool) -> Iterator[None]:
    """The workbook's own language, unless the officer has chosen one."""
    own = ""
    if not always and not text.chosen():
        with contextlib.suppress(Exception):  # no workbook in front: the press itself tells
            own = hand.language()
    with text.speaking(own) if own in text.LANGUAGES else contextlib.nullcontext():
        yield


def ready(pipe: str) -> None:
    """Load what a press needs, before the first one."""
    from ubb4.buttons.pressed import Hand

    with contextlib.suppress(Exception):  # a press tells what is wrong
        window.find_app(None, pipe)
        Hand(None).desk.warm()


def settle() -> None:
    """The user's own settings are in force, never a file that lies beside a workbook."""
    log.start()
    folder = settings.own_folder()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        os.chdir(folder)
    language = os.environ.get("UBB4_LANG", "")
    with contextlib.suppress(Exception):  # a broken settings file is told when the toolkit is heard
        language = language or settings.read().language or ""
    text.use(language if language in text.LANGUAGES else text.SOURCE, chosen=language in text.LANGUAGES)


def _understood(words: list[str]) -> tuple[str, int | None, str | None]:
    options = dict(word.removeprefix("--").partition("=")[::2] for word in words[1:])
    hwnd = options.get("hwnd", "")
    known = set(options) <= {"hwnd", "pipe", "lang"} and (not hwnd or hwnd.removeprefix("-").isdigit())  # a window's number may be written as a negative one
    if not words or not _ID.fullmatch(words[0]) or not known:
        raise UseError(_("Батырма түсініксіз шақырылды: {words}", words=" ".join(words)))
    return words[0], int(hwnd) if hwnd else None, options.get("pipe")


def _speak(words: list[str]) -> None:
    """A shortcut of the Start menu says the language of the installation; one that the officer has chosen since comes first."""
    asked = next((word.removeprefix("--lang=") for word in words if word.startswith("--lang=")), "")
    if asked in text.LANGUAGES and not text.chosen():
        text.use(asked, chosen=False)


def _tell(app: xlwings.App | None, error: Exception) -> int:
    """One sentence in a window; the traceback goes to the log."""
    # in LibreOffice the buttons are grey without a workbook: it was closed while one was pressed
    quiet = (*QUIET, "no-book") if window.engine_of(app) == "libreoffice" else QUIET
    if isinstance(error, Ubb4Error) and error.code in quiet:
        logging.getLogger("ubb4").info("on the status bar: %s", error.message)
        window.step(app, error.message)
        return DONE
    logging.getLogger("ubb4").error("button", exc_info=error)
    error = busy.busy() if busy.is_rejected(error) else error
    if said := busy.refusal(error):
        error = UseError(_("Бағдарлама өзгерісті қабылдамады: {said} Парақ қорғалған болса, қорғауын алып, батырманы қайта басыңыз.", said=said), "refused")
    if isinstance(error, Ubb4Error):
        sentence = f"{error.message}\n\n{_('Журнал: {path}', path=log.log_file())}"
    else:
        sentence = _("Ішкі қате: {error}. Толығы журналда: {path}", error=f"{type(error).__name__}: {error}", path=log.log_file())
    return FAILED if window.say(app, sentence, bad=True) else UNTOLD
