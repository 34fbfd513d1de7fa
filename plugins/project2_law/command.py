"""ubb4 reconcile FILE --with LIST.xlsx -o OUT; ubb4 summary-act FILE... -o ACT.docx"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from ubb4 import UseError, ask, exit_code, tell_notes, tell_problems, workbooks
from ubb4 import gettext as _


@click.command("reconcile", help=_("Біздің құқық бұзушылықтарды келген тізіммен салыстыру; шешілгеннен кейін — №3 қосымша."))
@click.argument("file")
@click.option("--with", "other", required=True, help=_("Уәкілетті органнан немесе ұйымнан келген тізім."))
@click.option("--decided", help=_("Шешімдері толтырылған салыстыру файлы; нәтижесінде салыстыру актісі (.docx) жасалады."))
@click.option("-o", "--out", required=True, type=click.Path(dir_okay=False), help=_("Салыстыру нәтижесі (.xlsx) немесе акт (.docx)."))
@click.option("--lang", type=click.Choice(["kk", "ru"]), help=_("Құжаттың тілі."))
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help=_("Бүгінгі күн орнына: ЖЖЖЖ-АА-КК."))
@click.pass_context
def reconcile(context: click.Context, file: str, other: str, decided: str | None, out: str, lang: str | None, today: datetime | None) -> None:
    _fresh(out, ".docx" if decided else ".xlsx")
    request = {"verb": "project2_law:reconcile", "file": file, "with": other, **_asked(out, lang, today)}
    if decided:
        request |= {"verb": "project2_law:act", "decided": decided}
    answer, problems = ask(request)
    if decided:
        click.echo(_("{file}: {n} жол", file=out, n=answer["rows"]))
    else:
        click.echo(
            _("{file}: бірдей — {same}, айырмашылығы бар — {differ}, тек бізде — {only_ours}, тек оларда — {only_theirs}",
              file=out, same=answer["same"], differ=answer["differ"], only_ours=answer["only_ours"], only_theirs=answer["only_theirs"])
        )  # fmt: skip
    tell_notes(answer["notes"])
    tell_problems(problems)
    context.exit(exit_code(errors=answer["unread"] > 0, incomplete=bool(problems)))


@click.command("summary-act", help=_("Көп кітаптың құқық бұзушылықтарынан жиынтық салыстыру актісі; бірінші кітаптың органы бекітеді."))
@click.argument("files", nargs=-1, required=True)
@click.option("-o", "--out", required=True, type=click.Path(dir_okay=False), help=_("Акт (.docx)."))
@click.option("--lang", type=click.Choice(["kk", "ru"]), help=_("Құжаттың тілі."))
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help=_("Бүгінгі күн орнына: ЖЖЖЖ-АА-КК."))
@click.pass_context
def summary_act(context: click.Context, files: tuple[str, ...], out: str, lang: str | None, today: datetime | None) -> None:
    _fresh(out, ".docx")
    answer, problems = ask({"verb": "project2_law:summary", "files": [str(path) for path in workbooks(files)], **_asked(out, lang, today)})
    click.echo(_("{file}: {books} кітап, {n} жол", file=out, books=answer["books"], n=answer["rows"]))
    tell_notes(answer["notes"])
    tell_problems(problems)
    context.exit(exit_code(incomplete=bool(problems)))


def _fresh(out: str, suffix: str) -> None:
    """An output of the right kind, never over a file that is there."""
    if not out.lower().endswith(suffix):
        raise UseError(_("-o {wanted} файлын көрсетуге тиіс.", wanted=suffix))
    if Path(out).exists():
        raise UseError(_("{file} бар: үстіне жазылмайды. Басқа атау көрсетіңіз.", file=out))


def _asked(out: str, lang: str | None, today: datetime | None) -> dict[str, Any]:
    day = (today or datetime.now()).date().isoformat()
    return {"out": out, "document_language": lang or "kk", "options": {"today": day, "policy": None}}
