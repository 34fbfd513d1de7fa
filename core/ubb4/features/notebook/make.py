"""From a notebook and a workbook to a file: the page (.html), the executed notebook (.ipynb), the page on paper (.pdf); and one's own copy."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ubb4.base.errors import UseError
from ubb4.base.files import whole, write_text
from ubb4.base.text import gettext as _
from ubb4.base.text import language
from ubb4.features.notebook.run import Outcome, run
from ubb4.features.notebook.shelf import Template, given, parameters, spoken
from ubb4.features.notebook.trust import trusted

KINDS = (".html", ".ipynb", ".pdf")


def ready(template: Template, file: Path | None, values: Mapping[str, Any], counting: Mapping[str, str]) -> dict[str, Any]:
    """The notebook in the language in use, tied to a workbook or folder, counting as asked; UseError for what it does not take."""
    _fits(template, file)
    notebook = spoken(template.read(), language())
    implied: dict[str, Any] = {"lang": language()} if "lang" in parameters(notebook) else {}
    return given(notebook, {**implied, **counting, **({"file": str(file)} if file is not None else {}), **values})


def _fits(template: Template, file: Path | None) -> None:
    """UseError where what the notebook is run on is missing, or is of the other kind."""
    if template.own and file is None:
        return  # it names its workbook itself
    if file is None:
        if template.takes == "nothing":
            return
        raise UseError(_("«{name}» дәптеріне {what} керек.", name=template.name, what=_("кітап") if template.takes == "workbook" else _("кітаптар бумасы")))
    if template.takes == "nothing" and not template.own:
        raise UseError(_("«{name}» дәптері кітапсыз орындалады: файл берілмейді.", name=template.name))
    if not file.exists():
        raise UseError(_("{file} табылмады.", file=file), "no-file")
    if template.takes == "folder" and not file.is_dir():
        raise UseError(_("«{name}» дәптеріне кітаптар бумасы керек: {file} — бума емес.", name=template.name, file=file))
    if template.takes == "workbook" and not template.own and file.is_dir():
        raise UseError(_("«{name}» дәптеріне бір кітап керек: {file} — бума.", name=template.name, file=file))


def make(
    template: Template,
    file: Path | None,
    out: Path,
    values: Mapping[str, Any] | None = None,
    counting: Mapping[str, str] | None = None,
    gate: Callable[[str], str] | None = None,
) -> Outcome:
    """Run a notebook on a workbook and write what `out`'s ending says, whole or not at all; `gate` is given the page first: what it says keeps it back."""
    kind = out.suffix.lower()
    if kind not in KINDS:
        raise UseError(_("-o .html, .ipynb немесе .pdf файлын көрсетуге тиіс: {file}", file=out.name))
    if out.is_dir():
        raise UseError(_("{file} — бума: файлдың атын беріңіз.", file=out))
    if kind == ".ipynb" and gate is not None:
        raise UseError(_("--shared тек .html мен .pdf беттеріне арналған: дәптердің өзінде бәрі қалады."))
    if kind == ".ipynb" and out.exists():
        raise UseError(_("{file} бар: үстіне жазылмайды. Басқа атау көрсетіңіз.", file=out))
    if kind == ".pdf":
        from ubb4.features.notebook.browser import needed

        needed()  # told before a long run whose page could not be printed
    place = file.resolve() if file is not None else None
    outcome = run(ready(template, place, values or {}, counting or {}), template.path.resolve().parent if template.own else Path.cwd())
    if outcome.ours and not outcome.passports and not template.own:
        raise UseError(outcome.ours[0])  # nothing could be opened: there is nothing to make a page of
    if kind == ".ipynb":
        write_text(out, json.dumps(outcome.notebook, ensure_ascii=False, indent=1) + "\n")
        return outcome
    from ubb4.features.notebook.page import page

    told = outcome.notebook.metadata.get("ubb4", {})
    text = page(outcome, _(told.get("title", template.title)), _(told.get("about", template.about)))
    outcome.withheld = gate(text) if gate is not None else ""
    if outcome.withheld:
        return outcome
    if kind == ".html":
        write_text(out, text)
    else:
        _print(text, out)
    return outcome


def _print(text: str, out: Path) -> None:
    import tempfile

    from ubb4.features.notebook.browser import to_pdf

    with tempfile.TemporaryDirectory(prefix="ubb4-page-") as folder, whole(out) as scratch:
        path = Path(folder) / "page.html"
        path.write_text(text, "utf-8")
        to_pdf(path, scratch)


def copy(template: Template, file: Path | None, out: Path, values: Mapping[str, Any]) -> None:
    """One's own copy of a notebook, tied to a workbook; an existing file is never written over, so updates leave it alone."""
    if out.suffix.lower() != ".ipynb":
        raise UseError(_("-o .ipynb файлын көрсетуге тиіс: {file}", file=out.name))
    if out.exists():
        raise UseError(_("{file} бар: үстіне жазылмайды. Басқа атау көрсетіңіз.", file=out))
    notebook = ready(template, file, values, {})
    if file is not None and "file" not in values:
        notebook = given(notebook, {"file": _seen_from(out, file)})
    told = {key: _(text) if key in ("title", "about") else text for key, text in notebook.get("metadata", {}).get("ubb4", {}).items()}
    notebook = {**notebook, "metadata": {**notebook.get("metadata", {}), "ubb4": told}}
    write_text(out, json.dumps(notebook, ensure_ascii=False, indent=1) + "\n")
    trusted(out)


def _seen_from(notebook: Path, file: Path) -> str:
    """A file's path from a notebook's folder, where it lies there or below, so that both can be moved together; else the whole path."""
    file, folder = file.resolve(), notebook.resolve().parent
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else str(file)
