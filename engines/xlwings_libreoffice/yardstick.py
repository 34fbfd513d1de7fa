"""The outside yardstick: xlwings' own tests, from a checkout of its repository, on this engine.

Usage: python yardstick.py CHECKOUT [--released]

Run it with a Python that has this package, pytest, pandas, matplotlib, Pillow and openpyxl. Without `--released` the
checkout's own xlwings is tested; with it, the installed one (the tests are copied to a place of their own). Every test
that does not pass must stand in `not_passing.toml` with its reason; none of xlwings' code is kept here.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HERE = Path(__file__).resolve().parent
FILES = ("range", "app", "active", "book", "sheet", "names", "ndim", "converter_json", "font", "characters", "conversion",
         "fileformats", "shape", "table", "chunking")  # fmt: skip
AT_LEAST = {False: 409, True: 405}


def run(tests: Path, name: str, environment: dict[str, str]) -> list[tuple[str, str]]:
    """Run one file -> [(test, "passed", "failed" or "skipped")]."""
    report = tests / f"{name}.xml"
    command = [sys.executable, "-m", "pytest", "-q", f"test_{name}.py", "-p", "xlwings_libreoffice", "-p", "no:cacheprovider", "-o", "addopts=",
               "-W", "ignore", f"--junitxml={report}"]  # fmt: skip
    done = subprocess.run(command, cwd=tests, env=environment, capture_output=True, text=True, timeout=1800)
    if not report.exists():
        sys.exit(f"test_{name}.py could not be run:\n{done.stdout}\n{done.stderr}")
    out = []
    for case in ElementTree.parse(report).iter("testcase"):
        kinds = {child.tag for child in case}
        outcome = "failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "passed"
        group = case.get("classname", "").rpartition(f"test_{name}")[2].strip(".")
        out.append((f"test_{name}::" + (f"{group}::" if group else "") + case.get("name", ""), outcome))
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description="xlwings' own tests on LibreOffice")
    parser.add_argument("checkout", type=Path, help="a checkout of xlwings' repository")
    parser.add_argument("--released", action="store_true", help="test the installed xlwings, not the checkout's")
    options = parser.parse_args()
    told = {one["test"]: one for one in tomllib.loads((HERE / "not_passing.toml").read_text(encoding="utf-8"))["not"]}
    results: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        # a copy, because the tests write files beside themselves
        root = Path(folder) / "xlwings"
        shutil.copytree(options.checkout / "tests", root / "tests")
        environment = dict(os.environ)
        own = [str(HERE)] if (HERE / "xlwings_libreoffice").is_dir() else []
        if not options.released:
            own.append(str(options.checkout.resolve()))
        environment["PYTHONPATH"] = os.pathsep.join([*own, environment.get("PYTHONPATH", "")])
        for name in FILES:
            found = run(root / "tests", name, environment)
            results += found
            kinds = [outcome for _, outcome in found]
            print(f"test_{name:16}{kinds.count('passed'):5} passed {kinds.count('failed'):4} failed {kinds.count('skipped'):4} skipped", flush=True)
    passed = sum(outcome == "passed" for _, outcome in results)
    others = [(test, outcome) for test, outcome in results if outcome != "passed"]
    print(f"\n{len(results)} tests: {passed} passed, {len(others)} not (at least {AT_LEAST[options.released]} must pass)")
    unknown = [test for test, _ in others if test not in told]
    for test in unknown:
        print(f"not in not_passing.toml: {test}")
    return 1 if unknown or passed < AT_LEAST[options.released] else 0


if __name__ == "__main__":
    sys.exit(main())
