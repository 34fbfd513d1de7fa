"""The pictures of the manual: LibreOffice on a screen of its own, its buttons pressed with a mouse on an invented body's workbook, on a day that is always the same.

PYTHONPATH=tests python tools/manual/pictures.py FOLDER      # NAME.LANGUAGE.png below it
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

import in_browser
import on_screen
from ubb4.base import settings, text
from ubb4.buttons import helper
from ubb4.features.addin import install
from ubb4.plugins.found import installed
from ubb4.plugins.hearing import hear

ROOT = Path(__file__).resolve().parent.parent.parent
BODY, DAY = "medcentre", "2026-10-20"
SECTION = "c5"  # of the page of analysis: the map of risks
CLOCK = f"@{DAY} 09:00:00"
LIBRARIES = ("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1")
SIZE, KEPT = "1280x720", 1216  # of the screen; what is right of this is a bar that is drawn a shade differently from time to time
OTHER_BARS = ("standardbar", "formatobjectbar")  # the program's own: a letter in them is drawn a shade darker now and then, and the sheet wants the room
REPAINT = 1 | 8  # com.sun.star.awt.InvalidateStyle: CHILDREN, UPDATE; what was drawn over piece by piece leaves a pixel of another shade here and there
COLOURS = 96  # of a picture: enough for flat windows, a quarter of the bytes
FIRST = "Жаңа кітап"
PAPERS = ("note",)  # pictures of a page of paper, the others are of a screen


def make(out: Path) -> None:
    """All of them, Kazakh and Russian."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    with ProcessPoolExecutor() as working:  # a screen each, side by side
        list(working.map(_of, ("kk", "ru"), (out, out)))


def _of(language: str, out: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="ubb4-manual-") as folder:
        scratch = Path(folder)
        # the user's own settings, as after an installation: what lies elsewhere would be told on the sheets
        own = {name: value for name, value in on_screen.own_settings(scratch).items() if name != "UBB4_SETTINGS"}
        kept = Path(own["XDG_CONFIG_HOME"]) / "ubb4" / settings.NAME
        kept.parent.mkdir(parents=True)
        kept.write_text(f'[plugins]\nenabled = {sorted(installed())}\n\n[text]\nlanguage = "{language}"\n', "utf-8")
        book = scratch / f"{_in(language, 'Кітап')} 2026.xlsx"
        _run(own, "new", str(book), "--lang", language, "--fill", str(ROOT / "examples" / BODY / f"book.{language}.toml"), "--today", DAY)
        with _office(language, scratch, own, out) as office:
            _first(office, language)
            _checked(office, language, book)
        _document(language, own, book, scratch, out)
        _analysis(language, own, book, scratch, out)


def _in(language: str, words: str) -> str:
    return text.translation(words, language)


def _run(own: dict[str, str], *words: str) -> None:
    done = subprocess.run([sys.executable, "-m", "ubb4", *words], env={**os.environ, **own}, capture_output=True, encoding="utf-8")
    if done.returncode not in (0, 1):
        sys.exit(f"ubb4 {' '.join(words)}: {done.stdout}{done.stderr}")


@contextmanager
def _office(language: str, scratch: Path, own: dict[str, str], out: Path) -> Iterator[on_screen.Office]:
    """LibreOffice with the extension, its clock on the day of the demonstration."""
    kept = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    library = next((each for each in LIBRARIES if Path(each).is_file()), None)
    if library is None:
        sys.exit("libfaketime is missing: apt-get install faketime")
    clock = {"LD_PRELOAD": library, "FAKETIME": CLOCK, "DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    extension = scratch / "ubb4.oxt"
    with text.speaking(language):
        extension.write_bytes(install.build_extension(hear(settings.read())))
    with on_screen.screen(out, SIZE) as screen:
        office = on_screen.Office(screen, extension, scratch, {**own, **clock, "LANG": "C.UTF-8", "XDG_DOCUMENTS_DIR": str(scratch / "documents")})
        try:
            yield office
        finally:
            office.end()
            helper.stop()
            for name, value in kept.items():
                os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)


def _first(office: on_screen.Office, language: str) -> None:
    """The questions of the first workbook, the name of the body typed."""
    office.press(_in(language, FIRST))
    on_screen.wait_for(lambda: any(_in(language, FIRST) in each.name for each in office.app.books), "the questions")
    book = next(each for each in office.app.books if _in(language, FIRST) in each.name)
    book.sheets[0].range("B4").value = "Ойдан шығарылған қала әкімдігі" if language == "kk" else "Акимат вымышленного города"
    _shot(office, f"first.{language}")


def _checked(office: on_screen.Office, language: str, path: Path) -> None:
    book = office.open(path)
    time.sleep(2)
    panes, heads = book.impl.controller, [str(each) for each in book.sheets[0].range("A1:A120").value]
    panes.getByIndex(panes.getCount() - 1).setFirstVisibleRow(heads.index(_in(language, "Осы аптада")))
    _shot(office, f"front.{language}")
    office.press(_in(language, "Тексеру"))
    office.answer("Return")
    on_screen.wait_for(lambda: book.sheets.active.name == _in(language, "Ескертпелер"), "the list of findings")
    _shot(office, f"findings.{language}")
    office.press(_in(language, "Келесі ескертпе"))
    on_screen.wait_for(lambda: book.sheets.active.name != _in(language, "Ескертпелер"), "the first finding")
    _shot(office, f"check.{language}")
    office.press(_in(language, "Мерзімдер"))
    office.answer("Return")
    on_screen.wait_for(lambda: book.sheets.active.name == _in(language, "Мерзімдер тізімі"), "the list of deadlines")
    _shot(office, f"due.{language}")


def _shot(office: on_screen.Office, name: str) -> None:
    """The screen when it has come to rest, drawn anew as a whole: two pictures of half a second's distance that are the same."""
    for bar in OTHER_BARS:
        office.frame.LayoutManager.hideElement(f"private:resource/toolbar/{bar}")
    office.screen.do("mousemove", 400, 9)  # nothing there speaks up under a mouse
    before = b""
    for _n in range(40):
        office.frame.ContainerWindow.invalidate(REPAINT)
        time.sleep(0.5)
        office.screen.picture(name)
        path = office.screen.folder / f"{name}.png"
        now = Image.open(path).convert("RGB").tobytes()
        if now == before:
            break
        before = now
    _flat(path, path)


def _flat(source: Path, target: Path) -> None:
    """Fewer colours, and nothing of the day it was made on."""
    made = io.BytesIO()
    whole = Image.open(source).convert("RGB")
    whole.crop((0, 0, KEPT if whole.size == tuple(map(int, SIZE.split("x"))) else whole.width, whole.height)).quantize(COLOURS, dither=Image.Dither.NONE).save(
        made, "PNG", optimize=True
    )
    target.write_bytes(made.getvalue())


def _document(language: str, own: dict[str, str], book: Path, scratch: Path, out: Path) -> None:
    """The first page of an analytical note."""
    _run(own, "report", "note", str(book), "-o", str(scratch / "note.docx"), "--lang", language, "--today", DAY, "--pdf")
    subprocess.run(["pdftoppm", "-r", "80", "-png", "-f", "1", "-l", "1", "-singlefile", str(scratch / "note.pdf"), str(scratch / "note")], check=True)
    _flat(scratch / "note.png", out / f"note.{language}.png")


def _analysis(language: str, own: dict[str, str], book: Path, scratch: Path, out: Path) -> None:
    """The page of a notebook, as a browser shows its second section: the map of risks."""
    made = scratch / "analysis.html"
    _run(own, "notebook", "run", "risks", str(book), "-o", str(made), "--lang", language, "-p", f"today={DAY}")
    shot = scratch / "analysis.png"
    for browser in in_browser.driver(scratch / "browser"):
        in_browser.show(browser, made)
        browser.execute_script(f"document.getElementById('{SECTION}').scrollIntoView()")
        browser.save_screenshot(str(shot))
    _flat(shot, out / f"analysis.{language}.png")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
    for name in sorted(Path(sys.argv[1]).glob("*.png")):
        print(name.name, name.stat().st_size)
