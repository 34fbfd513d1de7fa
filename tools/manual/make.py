"""The manual: officer's and analyst's guides of docs/ as one offline page each, Kazakh and Russian, by pandoc; with the reference and the pictures of the build.

PYTHONPATH=tests python tools/manual/make.py [--without-pictures]     # into core/ubb4/manual/, which rides in the wheel.  `make manual`
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import pictures
import pypandoc
import reference

from ubb4.base.text import speaking
from ubb4.base.web import csp_hash, part

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DOCS, OUT, PICTURES = ROOT / "docs", ROOT / "core" / "ubb4" / "manual", ROOT / "build" / "manual"
# the pages of docs/ that make one manual, in order, each under the id that links to it name
CHAPTERS = {"officer": ("officer", "alone", "install"), "analyst": ("analyst", "cluster")}
TITLES = {
    ("officer", "kk"): "Уәкілетті тұлғаның анықтамасы", ("officer", "ru"): "Руководство уполномоченного лица",
    ("analyst", "kk"): "Талдаушының анықтамасы", ("analyst", "ru"): "Руководство аналитика",
}  # fmt: skip
WORDS = {
    "kk": {"skip": "Мазмұнға өту", "languages": "Тіл", "contents": "Мазмұны", "search": "Іздеу", "none": "Ештеңе табылмады", "hits": "Табылған бөлімдер",
           "other": "ru", "other_title": "Русский"},
    "ru": {"skip": "Перейти к тексту", "languages": "Язык", "contents": "Содержание", "search": "Поиск", "none": "Ничего не найдено", "hits": "Найденные разделы",
           "other": "kk", "other_title": "Қазақша"},
}  # fmt: skip
_PICTURE = re.compile(r"^<!-- picture: (\w+): (.+) -->$", re.MULTILINE)
_LINK = re.compile(r"\]\((\w+)\.(kk|ru)\.md(?:#([\w-]+))?\)")


def page(reader: str, language: str, shots: Path | None) -> str:
    """One manual as one page that asks nothing from outside."""
    chapters = [_chapter(name, language, shots) for name in CHAPTERS[reader]]
    with speaking(language):
        source = "\n\n".join([*chapters, *(["\n".join(reference.lines())] if reader == "officer" else [])])
    variables = {**WORDS[language], "title": TITLES[reader, language], "version": version("ubb4"), "lang": language}
    variables["other_file"] = f"{reader}.{WORDS[language]['other']}.html"
    beside = next(each for each in CHAPTERS if each != reader)
    variables |= {"reader_file": f"{beside}.{language}.html", "reader_title": TITLES[beside, language]}
    words = ["--standalone", f"--template={HERE / 'page.html'}", "--toc", "--toc-depth=3", "--wrap=none", "--syntax-highlighting=none"]
    words += [word for name, value in variables.items() for word in ("-V", f"{name}={value}")]
    made: str = pypandoc.convert_text(source, "html5", format="markdown-smart+gfm_auto_identifiers-tex_math_dollars", extra_args=words)
    # a wide table scrolls in a frame of its own, which the keyboard reaches; a table's columns are as wide as what stands in them
    made = re.sub(r"<colgroup>.*?</colgroup>", "", made, flags=re.DOTALL)
    count = iter(range(1, 10_000))
    made = re.sub(
        r"<table[^>]*>", lambda _: f'<div class="scroll" tabindex="0" role="region" aria-label="{TITLES[reader, language]}: {next(count)}"><table>', made
    )
    made = made.replace("</table>", "</table></div>").replace("<th>", '<th scope="col">').replace('<th style="text-align: left;">', '<th scope="col">')
    made = re.sub(r' style="[^"]*"', "", made).replace("<pre>", '<pre tabindex="0">')
    style, script = part("ubb4.base.web", "base.css") + (HERE / "style.css").read_text("utf-8"), (HERE / "script.js").read_text("utf-8")
    for name, value in (("STYLE_HASH", csp_hash(style)), ("SCRIPT_HASH", csp_hash(script)), ("STYLE", style), ("SCRIPT", script)):
        made = made.replace(name, value, 1)
    return made


def _chapter(name: str, language: str, shots: Path | None) -> str:
    """A page of docs/: its links to its neighbours stay inside, its pictures are laid in."""
    source = (DOCS / f"{name}.{language}.md").read_text("utf-8")
    source = re.sub(r"^# (.+)$", rf"# \1 {{#{name}}}", source, count=1, flags=re.MULTILINE)
    inside = {each for chapters in CHAPTERS.values() for each in chapters}

    def linked(found: re.Match[str]) -> str:
        target = found[1]
        if target not in inside:
            sys.exit(f"docs/{name}.{language}.md: {found[0]} leads out of the manual")
        own = next(reader for reader, chapters in CHAPTERS.items() if name in chapters)
        other = next(reader for reader, chapters in CHAPTERS.items() if target in chapters)
        return f"]({'' if own == other else f'{other}.{language}.html'}#{found[3] or target})"

    def pictured(found: re.Match[str]) -> str:
        if shots is None:
            return ""
        data = base64.b64encode((shots / f"{found[1]}.{language}.png").read_bytes()).decode()
        kind = ' class="paper"' if found[1] in pictures.PAPERS else ""
        text = html.escape(found[2])
        return f'<figure{kind}><img src="data:image/png;base64,{data}" alt="{text}"><figcaption>{text}</figcaption></figure>'

    laid = _PICTURE.sub(pictured, _LINK.sub(linked, source))
    if dead := re.findall(r"\]\([^)#]*\.md[^)]*\)|<!-- picture.*", laid):
        sys.exit(f"docs/{name}.{language}.md: {', '.join(dead)}: no page or picture of the manual")
    return laid


def _made_of() -> str:
    """What the pictures depend on: they are taken anew when it changes."""
    whole = hashlib.sha256()
    for place in (
        ROOT / "core" / "ubb4",
        ROOT / "plugins",
        ROOT / "notebooks",
        ROOT / "examples" / pictures.BODY,
        ROOT / "engines",
        HERE / "pictures.py",
        *(ROOT / "tests" / name for name in ("on_screen.py", "in_browser.py")),
    ):
        for path in sorted([place] if place.is_file() else place.rglob("*")):
            if (
                path.is_file()
                and OUT not in path.parents
                and path.suffix in (".py", ".toml", ".json", ".po", ".form", ".ipynb", ".css", ".js", ".html", ".docx")
            ):
                whole.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return whole.hexdigest()


def main() -> None:
    shots = None if "--without-pictures" in sys.argv else PICTURES
    stamp = PICTURES / "stamp"
    if shots is not None and not (stamp.is_file() and stamp.read_text() == _made_of()):
        pictures.make(shots)
        stamp.write_text(_made_of())
    OUT.mkdir(exist_ok=True)
    for reader, language in TITLES:
        target = OUT / f"{reader}.{language}.html"
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=OUT, delete=False, newline="\n") as scratch:
            scratch.write(page(reader, language, shots))
        Path(scratch.name).chmod(0o644)
        Path(scratch.name).replace(target)
        print(target.relative_to(ROOT), f"{target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
