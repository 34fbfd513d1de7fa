"""The region's year as an officer has it: a workbook, its documents, the folder of confirming ones, texts that were read."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BODY = ROOT / "examples" / "region"


def lay(folder: Path, language: str) -> Path:
    """Make the workbook with its register of confirming documents, and add the file of each row -> the workbook."""
    from ubb4.base.files import evidence_folder
    from ubb4.features.evidence import store
    from ubb4.features.evidence.rows import parts

    wanted = tomllib.loads((BODY / "findings.toml").read_text("utf-8"))
    today = wanted["today"].isoformat()
    both = [(BODY / f"{name}.{language}.toml").read_text("utf-8") for name in ("book", "evidence")]
    year: dict[str, Any] = tomllib.loads(both[1])
    filling = folder / "fill.toml"
    filling.write_text("\n".join([both[0], both[1].partition("# which document")[0]]), "utf-8")
    book = folder / f"region.{language}.xlsx"
    run(folder, "new", str(book), "--lang", language, "--fill", str(filling), "--today", today, "--plugins", ",".join(wanted["plugins"]))
    filling.unlink()
    made = folder / f"region.{language}.documents"
    run(folder, "report", "all", str(book), "-o", str(made), "--lang", language, "--today", today)
    for row in year["evidence"]:
        file = made / f"{year['document'][row['id']]}.{language}.docx"
        store.add(evidence_folder(book), [file], row["id"], parts(row["subtasks"]), row["dated_on"].isoformat())
    return book


def release(texts: Path, answer: str) -> int:
    """Fill in a list of texts to read, as a person would, with one decision for all -> how many there were."""
    from openpyxl import load_workbook

    book = load_workbook(texts)
    sheet = book.worksheets[0]
    rows = [row for row in sheet.iter_rows(min_row=5) if row[3].value]
    for row in rows:
        row[4].value = answer
    book.save(texts)
    return len(rows)


def run(folder: Path, *arguments: str) -> None:
    """Run the command as an officer would; what it says is shown only when it fails."""
    done = subprocess.run([sys.executable, "-m", "ubb4", *arguments], capture_output=True, encoding="utf-8", cwd=folder, env=os.environ.copy())
    if done.returncode:
        sys.exit(f"ubb4 {' '.join(arguments)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
