"""Links: their form, look-alike letters, channels, and what a server or a closed network answers."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from conftest import Run
from ubb4.features.evidence import links

NAMES = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=2, max_size=12)
HOSTS = st.builds(lambda a, b: f"{a}.{b}", NAMES, st.sampled_from(["kz", "gov.kz", "com", "org"]))
PATHS = st.sampled_from(["", "/", "/news/1", "/жаңалық/қазақша", "/a?b=c&d=1", "/a#b"])


@given(HOSTS, PATHS, st.sampled_from(["http", "https"]))
def test_a_good_link_has_nothing_odd(host: str, path: str, scheme: str) -> None:
    link = f"{scheme}://{host}{path}"
    assert links.odd(link) == ""
    assert links.same(f"{scheme}://www.{host}{path}") == links.same(link) == links.same(f"https://{host}{path}")


@given(HOSTS, PATHS, st.data())
def test_one_cyrillic_letter_in_the_host_is_found(host: str, path: str, data: st.DataObject) -> None:
    looks = {"a": "а", "c": "с", "e": "е", "o": "о", "p": "р", "x": "х", "y": "у"}
    places = [place for place, letter in enumerate(host) if letter in looks]
    if places:
        place = data.draw(st.sampled_from(places))
        changed = host[:place] + looks[host[place]] + host[place + 1 :]
        assert "кирилл" in links.odd(f"https://{changed}{path}")


@pytest.mark.parametrize(
    "link", ["", "example.kz", "ftp://example.kz", "https://", "https://kz", "https://a b.kz", "https://example.kz/1,", "https://[x", "https://egov.kz:8o80/x"]
)
def test_an_odd_link_is_told(link: str) -> None:
    assert links.odd(link)


def test_channels() -> None:
    social = ["facebook.com", "t.me"]
    told = {
        "https://www.akimat.kz/1": links.SITE, "https://news.akimat.kz/1": links.SITE, "https://notakimat.kz/1": links.MEDIA,
        "https://m.facebook.com/1": links.SOCIAL, "https://t.me/1": links.SOCIAL, "https://gazeta.kz/t.me": links.MEDIA,
    }  # fmt: skip
    assert {link: links.channel(link, "https://akimat.kz", social) for link in told} == told
    assert links.channel("https://akimat.kz/1", None, social) == links.MEDIA


class Answers(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        codes = {"/%D2%9B%D2%B1%D0%B6%D0%B0%D1%82": 200, "/works": 200, "/gone": 404, "/get-only": 405, "/forbidden": 403, "/broken": 500}
        code = codes[self.path] if self.command == "HEAD" or self.path != "/get-only" else 200
        self.send_response(code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()
        thread.join()


def test_only_what_answers_that_it_is_gone_is_broken(server: str) -> None:
    asked = [f"{server}{path}" for path in ("/works", "/gone", "/get-only", "/forbidden", "/broken")]
    asked += ["http://127.0.0.1:9/closed", "https://no-such-host.invalid/1"]
    answers = {each.link: each for each in links.reach(asked, 5)}
    assert [answers[link].state for link in asked] == ["works", "broken", "works", "unchecked", "unchecked", "unchecked", "unchecked"]
    assert all(each.why for each in answers.values())
    assert [each.state for each in links.reach(["https://ехаmple.kz", "https://[abc", "https://egov.kz:8o80/x"])] == ["broken"] * 3
    assert [each.state for each in links.reach([f"{server}/құжат"], 5)] == ["works"], "Kazakh letters are asked for as they must be"


def test_a_server_that_answers_nonsense_is_not_checked() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            with contextlib.suppress(OSError):  # asked once or twice; the listener closes with the test
                while True:
                    with listening.accept()[0] as there:
                        there.recv(999)
                        there.sendall(b"nonsense\r\n\r\n")

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        (told,) = links.reach([f"http://127.0.0.1:{listening.getsockname()[1]}/"], 5)
        assert told.state == "unchecked"


def test_the_command_says_not_checked(ubb4: Run, demo: Path, tmp_path: Path, server: str) -> None:
    workbook = load_workbook(demo / "medcentre.kk.xlsx")
    sheet = workbook["Растайтын құжаттар"]
    columns = {str(cell.value).split(" *")[0]: cell.column for cell in sheet[4]}
    for number, path in enumerate(("/works", "/gone"), 5):
        sheet.cell(number, columns["№"]).value = f"D{number}"
        sheet.cell(number, columns["Қосалқы тапсырмалар"]).value = "P1.T2.S3"
        sheet.cell(number, columns["Сілтемелері"]).value = f"{server}{path}\nhttps://no-such-host.invalid/{number}"
    workbook.save(tmp_path / "k.xlsx")
    (tmp_path / "page.pdf").write_bytes(b"%PDF copy")
    copied = ("evidence", "add", "page.pdf", "--subtask", "P1.T2.S3", "--id", "D5", "--link", f"{server}/works", "--copied-on", "2026-06-01")
    assert ubb4(*copied).returncode == 0
    done = ubb4("evidence", "links", "--format", "json", "--seconds", "5")
    found = {each["link"].rpartition("/")[2] or "": each for each in json.loads(done.stdout)["links"]}
    assert {name: each["state"] for name, each in found.items()} == {"works": "works", "gone": "broken", "5": "unchecked", "6": "unchecked"}
    assert found["works"]["copied_on"] == "2026-06-01"
    assert done.returncode == 3, "what was not checked outweighs what is broken: the answer is not complete"
    told = ubb4("evidence", "links", "--lang", "ru", "--seconds", "5").stdout
    assert "не проверено" in told
    assert "НЕ РАБОТАЕТ" in told
