"""The main job on real input: bodies from text to workbook, findings, deadlines and documents ready to sign."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from demo_region import region
from demo_year import lay, release

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "demo"
UBB4 = [sys.executable, "-m", "ubb4"]
DAY = "2026-10-20"
BODIES = sorted(path.parent.name for path in ROOT.glob("examples/*/findings.toml"))


def ubb4(*arguments: str, codes: tuple[int, ...] = (0,)) -> str:
    """Run the command as an officer would; stop on an exit code that is not expected."""
    done = subprocess.run([*UBB4, *arguments], capture_output=True, encoding="utf-8", cwd=OUT)
    if done.returncode not in codes:
        sys.exit(f"ubb4 {' '.join(arguments)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def body(name: str, language: str, pdf: bool) -> list[tuple[str, str]]:
    """One body in one language; returns the rows of the closing table."""
    source = ROOT / "examples" / name
    wanted = tomllib.loads((source / "findings.toml").read_text("utf-8"))
    today = wanted["today"].isoformat()
    book = f"{name}.{language}.xlsx"
    ubb4("new", book, "--lang", language, "--fill", str(source / f"book.{language}.toml"), "--today", today,
         "--plugins", ",".join(wanted["plugins"]))  # fmt: skip
    checked = json.loads(ubb4("check", book, "--today", today, "--format", "json", codes=(0, 1)))
    found = sorted((f["code"], f["cell"]) for f in checked["files"][0]["findings"])
    if found != sorted((f["code"], f["cell"]) for f in wanted["finding"]):
        sys.exit(f"{book}: the findings are not those of findings.toml:\n{found}")
    (OUT / f"{name}.{language}.findings.txt").write_text(
        ubb4("check", book, "--marked", f"{name}.{language}.marked.xlsx", "--today", today, "--lang", language, codes=(0, 1)), "utf-8"
    )
    (OUT / f"{name}.{language}.deadlines.txt").write_text(ubb4("due", book, "--today", today, "--lang", language, "--ics", f"{name}.{language}.ics"), "utf-8")
    arguments = ["report", "all", book, "-o", f"{name}.{language}", "--lang", language, "--today", today]
    ubb4(*arguments, *(["--pdf"] if pdf else []))
    documents = list((OUT / f"{name}.{language}").glob("*.docx"))
    pdfs = list((OUT / f"{name}.{language}").glob("*.pdf"))
    return [
        (book, "workbook"),
        (f"{name}.{language}.findings.txt", f"findings: {len(found)}"),
        (f"{name}.{language}.marked.xlsx", "a copy with each finding at its cell, and the list"),
        (f"{name}.{language}.deadlines.txt", "deadlines with their working"),
        (f"{name}.{language}.ics", "deadlines for a calendar program"),
        (f"{name}.{language}/", f"documents: {len(documents)} .docx, {len(pdfs)} .pdf"),
    ]


def year(language: str) -> list[tuple[str, str]]:
    """The region's year with its confirming documents: the package to upload, verified."""
    folder = OUT / "year"
    folder.mkdir(exist_ok=True)
    book = lay(folder, language)
    today = tomllib.loads((ROOT / "examples" / "region" / "findings.toml").read_text("utf-8"))["today"].isoformat()
    package = f"year/region.{language}.package"
    ubb4("pack", str(book), "-o", package, "--today", today, "--lang", language, codes=(0, 1))
    ubb4("pack", "--verify", package)
    documents = len(list((OUT / package).glob("*/*/*/*")))
    ubb4("publish", str(book), "-o", "year/site", "--today", today, codes=(1,))
    texts = OUT / "year" / "site.мәтіндер.xlsx"
    read = release(texts, "жариялануы мүмкін")  # in the demonstration nobody reads them
    site = f"year/region.{language}.site"
    ubb4("publish", str(book), "-o", site, "--today", today, "--released", str(texts))
    texts.unlink()
    return [
        (f"year/{book.name}", "a year with its confirming documents beside it"),
        (f"{package}/", f"the upload package: {documents} files, verified"),
        (f"{site}/index.html", f"the cartogram in kk and ru; texts released without being read: {read}"),
    ]


NOTEBOOKS = ("risks", "offences", "compliance", "culture", "cartogram", "overview")  # of one workbook
BODY = {"offences": "department"}


def pages(language: str, pages_of: tuple[str, ...]) -> list[tuple[str, str]]:
    """The analysts' pages: of the region's workbook, and of all the workbooks gathered."""
    books = OUT / "analysis" / f"books.{language}"
    books.mkdir(parents=True)
    for name in BODIES:
        shutil.copyfile(OUT / f"{name}.{language}.xlsx", books / f"{name}.xlsx")
    made = [(name, books / f"{BODY.get(name, 'region')}.xlsx") for name in pages_of] + [("region", books), ("senders", books)]
    for name, source in made:
        ubb4("notebook", "run", name, str(source), "-o", f"analysis/{name}.{language}.html", "--lang", language, "--today", DAY)
    return [(f"analysis/{name}.{language}.html", "a notebook's page, opened in any browser") for name, __ in made]


def main() -> None:
    """Make everything anew below build/demo and tell what was made and where."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    os.environ["UBB4_SETTINGS"] = str(OUT / "no-settings.toml")
    os.environ["UBB4_LOG"] = str(OUT / "ubb4.log")
    pdf = shutil.which("soffice") is not None
    rows = [row for name in BODIES for language in ("kk", "ru") for row in body(name, language, pdf)]
    rows += [row for language in ("kk", "ru") for row in year(language)]
    rows += region(OUT, ubb4, DAY)
    rows += pages("kk", NOTEBOOKS) + pages("ru", ("overview",))
    ubb4("addin", "build")
    rows += [("ubb4.xlam", "the buttons for Excel"), ("ubb4.oxt", "the buttons for LibreOffice")]
    width = max(len(name) for name, __ in rows)
    print(f"\nmade in {OUT.relative_to(ROOT)}/:")
    for name, what in rows:
        print(f"  {name:<{width}}  {what}")
    if not pdf:
        print("left out: PDF, for LibreOffice is not installed")
        print("to install: sudo apt-get install libreoffice-calc libreoffice-writer fonts-croscore")


if __name__ == "__main__":
    main()
