"""Leftovers of commands that were killed go with the next write; what another process is writing stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ubb4.base.files import write_text
from ubb4.base.scratch import PREFIX, _machine, prefix, sweep


def test_the_scratch_of_a_process_that_is_gone_goes(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from ubb4.base.files import whole\n"
        "with whole(Path(sys.argv[1]) / 'a.xlsx') as scratch:\n    scratch.write_text('half')\n    os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False).returncode == 9
    assert len(list(tmp_path.glob(f"{PREFIX}*"))) == 1
    mine = tmp_path / f"{prefix()}mine"
    mine.write_text("being written")
    write_text(tmp_path / "b.txt", "whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([mine.name, "b.txt"])


def test_another_machine_s_scratch_stays_for_a_day(tmp_path: Path) -> None:
    other = tmp_path / f"{PREFIX}00000000-1-x"
    assert _machine() != "00000000"
    other.write_text("x")
    sweep(tmp_path)
    assert other.exists()
    os.utime(other, (1, 1))
    sweep(tmp_path)
    assert not other.exists()
