"""A notebook run by Jupyter's own kernel (nbclient): outputs, failures as sentences with their place, what was missing.

The kernel is a process of this Python; it looks for no code in the folder in which it runs, and keeps no history.
"""

from __future__ import annotations

import ast
import logging
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ubb4.base import errors
from ubb4.base.text import gettext as _
from ubb4.features.analyst import EXTRA, heavy
from ubb4.features.analyst.show import MIME
from ubb4.features.notebook.shelf import source

_log = logging.getLogger("ubb4")
_OURS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.Ubb4Error)}
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
SECONDS = 600


@dataclass
class Outcome:
    """A notebook that was run: `failures` are cells that failed, `missing` what had no data, `passports` what was read."""

    notebook: Any
    failures: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    passports: list[Mapping[str, Any]] = field(default_factory=list)
    ours: list[str] = field(default_factory=list)  # sentences of our own errors: a workbook that cannot be read, a wrong day
    wanting: set[str] = field(default_factory=set)  # names that failed cells would have given
    withheld: str = ""  # why a page that was to leave the body was not written
    after: int = 0  # cells that failed only for want of such a name

    @property
    def problems(self) -> list[str]:
        """What could not be read, checked or counted, a sentence each."""
        return list(dict.fromkeys(each for passport in self.passports for each in passport["problems"]))


def run(notebook: Mapping[str, Any], folder: Path) -> Outcome:
    """Run every cell in a fresh kernel whose folder is `folder`; one that fails stops no other."""
    nbformat, nbclient = heavy("nbformat"), heavy("nbclient")
    for package in EXTRA:
        heavy(package)  # a missing one is told before a kernel is started
    ready = nbformat.from_dict({**notebook, "nbformat": 4, "nbformat_minor": 5})
    for number, cell in enumerate(ready.cells, 1):
        cell.setdefault("id", f"ubb4-{number}")
        cell.setdefault("metadata", nbformat.NotebookNode())
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    with tempfile.TemporaryDirectory(prefix="ubb4-kernel-", ignore_cleanup_errors=True) as own:
        client = nbclient.NotebookClient(
            ready, kernel_name="python3", timeout=float(os.environ.get("UBB4_SECONDS", SECONDS)), allow_errors=True,
            record_timing=False, resources={"metadata": {"path": str(folder)}},
            extra_arguments=["--IPKernelApp.ignore_cwd=True", "--HistoryManager.enabled=False", "--log-level=40"],
        )  # fmt: skip
        at: list[int] = []
        client.on_cell_start = lambda cell, cell_index: at.append(cell_index + 1)
        environment = {**os.environ, "IPYTHONDIR": own, "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1", "JUPYTER_PLATFORM_DIRS": "1"}
        died, said = "", Path(own) / "kernel.txt"
        with said.open("wb") as aside:  # what the kernel's process itself says is for the log, not for the terminal
            try:
                client.execute(env=environment, stdout=aside, stderr=aside)
            except nbclient.exceptions.CellTimeoutError:
                died = _("тым ұзаққа созылды, тоқтатылды")
            except nbclient.exceptions.DeadKernelError:
                died = _("Python үзілді, жад жетпеген болуы мүмкін")
        if told := said.read_text("utf-8", "replace").strip():
            _log.info("kernel: %s", told)
    outcome = Outcome(ready)
    if died:
        outcome.failures.append(_("{n}-ұяшықта дәптер тоқтады: {why}.", n=at[-1] if at else 1, why=died))
    _understand(outcome)
    return outcome


def _understand(outcome: Outcome) -> None:
    """Errors become sentences, what the kernel said on the side goes to the log, data for programs is gathered."""
    for number, cell in enumerate(outcome.notebook.cells, 1):
        if cell.cell_type != "code":
            continue
        kept = []
        for output in cell.outputs:
            if output.output_type == "stream" and output.name == "stderr":
                _log.warning("notebook, cell %s: %s", number, output.text)
                continue
            if output.output_type == "error":
                output = _failed(outcome, number, cell, output)
            _gather(outcome, output.get("data", {}).get(MIME, {}))
            kept.append(output)
        cell.outputs = kept
    if outcome.after:
        outcome.failures.append(_("Соған сүйенген тағы {n} ұяшық орындалмады.", n=outcome.after))


def _gather(outcome: Outcome, told: Mapping[str, Any]) -> None:
    outcome.missing += [told["missing"]] if "missing" in told else []
    outcome.passports += [told["passport"]] if "passport" in told else []


def _failed(outcome: Outcome, number: int, cell: Any, output: Any) -> Any:
    from markupsafe import Markup

    trace = _COLOUR.sub("", "\n".join(output.traceback))
    _log.error("notebook, cell %s\n%s", number, trace)
    code, ours = source(cell), output.ename in _OURS
    lacking = re.search(r"name '(\w+)' is not defined", output.evalue) if output.ename == "NameError" else None
    if lacking and lacking[1] in outcome.wanting:
        outcome.after += 1
        sentence = _("{n}-ұяшық орындалмады: оған керегі жоғарыдағы орындалмаған ұяшықта.", n=number)
    else:
        # what an exception says may hold a value of the workbook: our own sentences do not, those of others stay in the log
        place = "".join(_place(trace, code))
        sentence = _("{n}-ұяшық орындалмады{place}: {why}", n=number, place=place, why=output.evalue if ours else output.ename)
        outcome.failures.append(sentence)
    outcome.ours += [output.evalue] if ours else []
    outcome.wanting |= _given(code)
    data = {"text/html": str(Markup('<p class="ubb4-failed" role="alert">{}</p>').format(sentence)), "text/plain": sentence}
    return heavy("nbformat").v4.new_output("display_data", data=data)


def _given(code: str) -> set[str]:
    """The names that a cell gives."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _place(trace: str, code: str) -> Iterator[str]:
    """The line of the cell at which it failed, as it stands there."""
    found = re.search(r"Cell In ?\[\d+\], line (\d+)", trace)
    lines = code.splitlines()
    if found and int(found[1]) <= len(lines):
        yield f" ({_('{n}-жол', n=found[1])}: {lines[int(found[1]) - 1].strip()})"
