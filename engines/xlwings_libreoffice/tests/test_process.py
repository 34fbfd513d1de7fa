"""Processes: started, shared, ended, killed, hung; nothing stays behind."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import xlwings as xw

import xlwings_libreoffice
from xlwings_libreoffice import LibreOfficeError, LibreOfficeGone, LibreOfficeNotFound, LibreOfficeTimeout, UnoError
from xlwings_libreoffice.bridge import find
from xlwings_libreoffice.model.errors import SheetProtected


def _gone(pid: int) -> bool:
    for _ in range(100):
        path = Path(f"/proc/{pid}/stat")
        if not path.exists() or path.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


def _profile(pid: int) -> Path:
    words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    (place,) = [word.partition("=file://")[2] for word in words if word.startswith("-env:UserInstallation")]
    return Path(place)


@pytest.mark.proves("Apps.add", "App.quit", "App.kill", "App.pid")
def test_two_side_by_side_and_both_end() -> None:
    one, two = xw.App(visible=False), xw.App(visible=False)
    one.books[0].sheets[0]["A1"].value, two.books[0].sheets[0]["A1"].value = "бір", "екі"
    assert (one.books[0].sheets[0]["A1"].value, two.books[0].sheets[0]["A1"].value) == ("бір", "екі")
    assert one.pid != two.pid
    profiles = [_profile(one.pid), _profile(two.pid)]
    one.quit()
    two.kill()
    assert _gone(one.pid)
    assert _gone(two.pid)
    assert not any(profile.exists() for profile in profiles)
    assert one.pid not in xw.apps.keys()  # noqa: SIM118
    with pytest.raises(LibreOfficeGone, match="has quit"):
        one.books.add()


def test_a_crash_is_told_and_the_next_one_works() -> None:
    app = xw.App(visible=False)
    app.impl.session.time_limit = 10.0  # its own handler of crashes may hang, which is told as such
    profile = _profile(app.pid)
    os.kill(app.pid, signal.SIGSEGV)

    def until_it_is_noticed() -> None:
        for _ in range(50):
            app.books[0].sheets[0]["A1"].value = 1
            time.sleep(0.05)

    with pytest.raises(LibreOfficeGone, match=f"process {app.pid}"):
        until_it_is_noticed()
    with pytest.raises(LibreOfficeGone):
        app.books.add()
    assert not profile.exists()
    with xw.App(visible=False) as again:
        again.books[0].sheets[0]["A1"].value = 1
        assert again.books[0].sheets[0]["A1"].value == 1.0


@pytest.mark.parametrize("wait", [0.0, 0.002, 0.005, 0.01])
def test_a_crash_amid_calls_is_told_as_one_at_rest(wait: float) -> None:
    """The bridge breaks while a call is on its way, before the process is gone: UNO says something else then than afterwards."""
    app = xw.App(visible=False)
    app.impl.session.time_limit = 10.0  # its own handler of crashes may hang, which is told as such
    sheet = app.books[0].sheets[0]
    killer = threading.Timer(0.05 + wait, os.kill, (app.pid, signal.SIGSEGV))
    killer.start()

    def until_it_is_noticed() -> None:
        for turn in range(100_000):
            sheet["A1"].value = turn

    with pytest.raises(LibreOfficeGone, match=f"process {app.pid}"):
        until_it_is_noticed()
    killer.join()


def test_a_call_that_hangs_is_ended() -> None:
    app = xw.App(visible=False)
    app.impl.session.time_limit = 1.0
    os.kill(app.pid, signal.SIGSTOP)
    with pytest.raises(LibreOfficeTimeout, match="within 1 s"):
        app.books.add()
    assert _gone(app.pid)


def test_the_time_limit_can_be_set(app: xw.App) -> None:
    before = app.impl.session.time_limit
    xlwings_libreoffice.set_time_limit(33)
    assert app.impl.session.time_limit == 33
    xlwings_libreoffice.set_time_limit(before)


@pytest.mark.parametrize("end", ["os._exit(1)", "os.kill(os.getpid(), 9)", "raise SystemExit(1)", "xw.App(visible=False)"])
def test_our_end_is_its_end(end: str) -> None:
    code = "import os, xlwings as xw, xlwings_libreoffice\napp = xw.App(visible=False)\nprint(app.pid, flush=True)\n" + end
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert _gone(int(done.stdout.split()[0])), done.stderr


def test_a_running_one_is_attached_and_left_running() -> None:
    accept = f"pipe,name=test-{os.getpid()}"
    profile = find.new_profile()
    office = subprocess.Popen(["soffice", *find.command(accept, profile, visible=False)[1:]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              start_new_session=True, env=find.environment())  # fmt: skip
    try:
        app = xlwings_libreoffice.attach(accept)
        book = app.books.add()
        book.sheets[0]["A1"].value = "қосылды"
        app.quit()
        assert office.poll() is None, "not ours to end"
        again = xlwings_libreoffice.attach(accept)
        assert again.books[0].sheets[0]["A1"].value == "қосылды"
        again.quit()
    finally:
        os.killpg(office.pid, signal.SIGKILL)
        office.wait()
        shutil.rmtree(profile)


def test_nothing_to_attach_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlwings_libreoffice.bridge.near.ATTACH_LIMIT", 1.0)
    with pytest.raises(LibreOfficeGone, match="There is no LibreOffice that was started with --accept"):
        xlwings_libreoffice.attach("pipe,name=nobody-listens-here")


def test_no_libreoffice_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "PLACES", ("/nowhere/*",))
    monkeypatch.setenv("PATH", "/nowhere")
    find.soffice.cache_clear()
    with pytest.raises(LibreOfficeNotFound, match="apt install libreoffice-calc"):
        find.soffice()
    monkeypatch.setenv(find.SOFFICE, "/opt/own/soffice")
    assert find.soffice() == Path("/opt/own/soffice")
    find.soffice.cache_clear()


def test_a_python_without_uno_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "uno_python", lambda: sys.executable)
    with pytest.raises(LibreOfficeGone, match="uno"):
        xw.App(visible=False)


def test_another_python_than_the_one_with_uno() -> None:
    """This test's Python need not have `uno`: the far side is the system's."""
    done = subprocess.run([find.uno_python(), "-E", "-s", "-c", "import uno, sys; print(sys.version_info[:2])"], capture_output=True, text=True)
    assert done.returncode == 0
    assert "uno" not in sys.modules


@pytest.mark.parametrize("kind", [LibreOfficeGone, LibreOfficeNotFound, LibreOfficeTimeout, SheetProtected, UnoError])
def test_an_error_goes_to_another_process(kind: type[LibreOfficeError]) -> None:
    words = ("com.sun.star.uno.RuntimeException", "refused")[: 2 if kind is UnoError else 1]
    error = pickle.loads(pickle.dumps(kind(*words)))
    assert type(error) is kind
    assert str(error) == ": ".join(words)


def test_threads_take_turns(app: xw.App, book: xw.Book) -> None:
    from concurrent.futures import ThreadPoolExecutor

    sheet = book.sheets[0]

    def put(row: int) -> None:
        sheet.range((row, 1)).value = row

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(put, range(1, 41)))
    assert sheet["A1:A40"].value == [float(row) for row in range(1, 41)]


def test_objects_are_given_back(app: xw.App, book: xw.Book) -> None:
    session = app.impl.session
    for _ in range(300):
        book.sheets[0]["A1"].value  # noqa: B018
    assert session.job("kept") < 200


@pytest.mark.long
def test_two_hundred_rounds(tmp_path: Path) -> None:
    """Open, write, save, close: no process, no lock file, no growth."""

    def memory(pid: int) -> int:
        (line,) = [line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS")]
        return int(line.split()[1])

    path = tmp_path / "r.xlsx"
    with xw.App(visible=False) as app:
        app.books[0].save(path)
        app.books[0].close()
        sizes = []
        for turn in range(200):
            with app.books.open(path) as book:
                book.sheets[0]["A1"].value = [[turn, "мәтін", True]] * 100
                book.save()
            sizes.append(memory(app.pid))
        pid = app.pid
    assert sizes[199] <= sizes[39] * 1.1, (sizes[39], sizes[199])
    assert _gone(pid)
    assert [one.name for one in tmp_path.iterdir()] == ["r.xlsx"]
