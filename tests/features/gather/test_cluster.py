"""Beyond one machine: a Dask scheduler with two workers on loopback, one of them killed on the way, and an S3 server (moto) on loopback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Run

from .conftest import DAY, book, risks

NUMBER = 24


def _free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _listening(port: int, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError(f"nobody listens on {port}")


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("cluster") / "in"
    for number in range(NUMBER):
        book(place / f"{number:02}.xlsx", f"Ұйым {number:02}", risks(*(f"T{each}" for each in range(number % 5))))
    (place / "бұзық.xlsx").write_bytes(b"PK\x03\x04")
    for number in range(150):  # copies are read too: time enough to kill a worker half-way
        os.link(place / "04.xlsx", place / f"copy-{number:03}.xlsx")
    return place


class Cluster:
    """A scheduler and two workers, each a process."""

    def __init__(self, folder: Path) -> None:
        self.port = _free()
        self.address = f"tcp://127.0.0.1:{self.port}"
        self._log = (folder / "dask.log").open("w")
        self._folder = folder
        self.processes = [self._start("dask.__main__", "scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard")]
        _listening(self.port)
        self.workers = [self._worker() for __ in range(2)]

    def _start(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", module, *arguments], stdout=self._log, stderr=self._log, cwd=self._folder, start_new_session=True)

    def _worker(self) -> subprocess.Popen[bytes]:
        made = self._start("dask.__main__", "worker", self.address, "--nthreads", "1", "--no-dashboard", "--no-nanny", "--host", "127.0.0.1")
        self.processes.append(made)
        return made

    def ready(self) -> None:
        """Wait until both workers have come."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)

    def end(self) -> None:
        for each in self.processes:
            if each.poll() is None:
                os.killpg(each.pid, signal.SIGKILL)
            each.wait()
        self._log.close()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    try:
        made.ready()
        yield made
    finally:
        made.end()


@pytest.mark.skipif(sys.platform == "win32", reason="process groups of POSIX")
def test_a_cluster_writes_the_same_bytes_though_a_worker_is_killed(region: Path, tmp_path: Path, ubb4: Run, cluster: Cluster) -> None:
    here = ubb4("gather", region, "-o", tmp_path / "here.xlsx", "--today", DAY)
    assert here.returncode == 2  # one file is broken
    killer = subprocess.Popen(["sh", "-c", f"sleep 2.5; kill -9 {cluster.workers[0].pid}"])
    there = ubb4("gather", region, "-o", tmp_path / "there.xlsx", "--today", DAY, "--scheduler", cluster.address)
    assert killer.poll() == 0  # before the work was done
    assert there.returncode == 2, there.stderr
    assert there.stderr == here.stderr
    assert (tmp_path / "here.xlsx").read_bytes() == (tmp_path / "there.xlsx").read_bytes()
    assert cluster.workers[0].wait(10) != 0


def test_no_cluster_is_one_sentence(region: Path, tmp_path: Path, ubb4: Run) -> None:
    done = ubb4("gather", region, "-o", tmp_path / "x.xlsx", "--scheduler", f"tcp://127.0.0.1:{_free()}")
    assert done.returncode == 2
    assert "Dask кластері жауап бермеді" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "x.xlsx").exists()


@pytest.fixture
def bucket(tmp_path: Path, region: Path) -> Iterator[dict[str, str]]:
    """The region in a bucket of an S3 server; the environment that finds it."""
    port = _free()
    server = subprocess.Popen([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1", "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}
    try:
        _listening(port)
        code = (
            "import sys, s3fs, pathlib\n"
            "fs = s3fs.S3FileSystem()\n"
            "fs.mkdir('ubb4')\n"
            "fs.mkdir('ubb4/in')\n"
            "[fs.put_file(str(each), f'ubb4/in/{each.name}') for each in sorted(pathlib.Path(sys.argv[1]).iterdir())]\n"
        )
        subprocess.run([sys.executable, "-c", code, str(region)], check=True, env={**os.environ, **keys}, capture_output=True, timeout=120)
        yield keys
    finally:
        server.kill()
        server.wait()


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_from_s3_the_same_but_for_the_cell_that_says_where_the_files_lie(region: Path, tmp_path: Path, ubb4: Run, bucket: dict[str, str]) -> None:
    here = ubb4("gather", region, "-o", tmp_path / "here.xlsx", "--today", DAY)
    there = ubb4("gather", "s3://ubb4/in", "-o", tmp_path / "there.xlsx", "--today", DAY, **bucket)
    assert there.returncode == 2, there.stderr
    assert there.stderr == here.stderr
    ours, theirs = _parts(tmp_path / "here.xlsx"), _parts(tmp_path / "there.xlsx")
    assert {name for name in ours if ours[name] != theirs[name]} == {"xl/worksheets/sheet1.xml"}
    own = os.path.relpath(region, tmp_path) + "/"
    assert theirs["xl/worksheets/sheet1.xml"].decode().replace("s3://ubb4/in/", "") == ours["xl/worksheets/sheet1.xml"].decode().replace(own, "")


def test_an_address_that_is_not_there_is_one_sentence(tmp_path: Path, ubb4: Run, bucket: dict[str, str]) -> None:
    done = ubb4("gather", "s3://nobody/here", "-o", tmp_path / "x.xlsx", **bucket)
    assert done.returncode == 2
    assert "s3://nobody/here" in done.stderr
    assert "Traceback" not in done.stderr
