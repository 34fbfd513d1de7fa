"""ubb4 pack FILE -o DIR|ZIP [--project N] [--sign KEY]; ubb4 pack --verify DIR|ZIP [--digest SHA-256] [--key KEY.pub]"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from ubb4.base.errors import UseError
from ubb4.base.text import gettext as _
from ubb4.cli import options, output


@click.command("pack", help=_("Жүктелетін пакет: әр қосалқы тапсырмаға бума, тізбе және манифест; --verify пакетті тексереді."))
@click.argument("file")
@click.option("-o", "--out", type=click.Path(), help=_("Жаңа бума немесе .zip файлы."))
@click.option("--project", "projects", type=int, multiple=True, help=_("Жобаның нөмірі; берілмесе, бәрі."))
@click.option("--verify", is_flag=True, help=_("FILE — пакет: өзгерген, жоғалған, артық файлды табу."))
@click.option("--digest", metavar="SHA-256", help=_("--verify: манифесттің басқа жолмен алынған SHA-256 мәнімен салыстыру."))
@click.option("--sign", "secret", metavar="KEY", type=click.Path(path_type=Path), help=_("Пакетке ұйымның құпия кілтімен қол қою (minisign пішімі)."))
@click.option("--key", metavar="KEY.pub", type=click.Path(path_type=Path), help=_("--verify: қолтаңбаны ұйымның ашық кілтімен тексеру."))
@options.counting
@options.language
@click.pass_context
def command(
    context: click.Context, file: str, out: str | None, projects: tuple[int, ...], verify: bool, digest: str | None, secret: Path | None,
    key: Path | None, today: datetime | None, policy: str | None, lang: str | None,
) -> None:  # fmt: skip
    if verify:
        context.exit(_verify(Path(file), digest, key))
    if key:
        raise UseError(_("--key тек --verify тексеруімен бірге беріледі."))
    if digest:
        raise UseError(_("--digest тек --verify тексеруімен бірге беріледі."))
    if not out:
        raise UseError(_("-o жаңа буманы немесе .zip файлын көрсетуге тиіс."))
    if secret is not None:
        from ubb4.base import extras

        extras.ask("minisign", "sign")
    answer, problems = output.ask({"verb": "evidence:pack", "file": file, "out": out, "projects": list(projects), "options": options.asked(today, policy)})
    click.echo(_("{file}: {n} құжат; манифест SHA-256 {digest}", file=answer["out"], n=answer["documents"], digest=answer["digest"]))
    if secret is not None:
        _sign(Path(answer["out"]), secret)
    for each in answer["missing"]:
        click.echo(click.style(_("ЖОҚ: {id} {title}", **each), fg="red"), err=True)
    for what in answer["dropped"]:
        click.echo(click.style(_("Енгізілмеді: {what}", what=what), fg="red"), err=True)
    for what in answer["left_out"]:
        click.echo(_("Енгізілмеді (құпиялылығына байланысты): {what}.", what=what), err=True)
    output.tell_notes(answer["notes"])
    output.tell_problems(problems)
    context.exit(output.exit_code(errors=bool(answer["missing"] or answer["dropped"]), incomplete=bool(problems)))


def _sign(package: Path, secret: Path) -> None:
    from ubb4.features.evidence.signing import sign
    from ubb4.features.evidence.verify import verify

    signed = sign(package, verify(package).manifest, secret, lambda: str(click.prompt(_("Құпия кілттің құпиясөзі"), hide_input=True, err=True)))
    click.echo(_("Қолтаңба: {file}", file=signed))


def _verify(path: Path, digest: str | None, key: Path | None) -> int:
    asked = {"verb": "evidence:verify", "file": str(path.resolve()), "key": str(key.resolve()) if key is not None else None}
    found, problems = output.ask({**asked, "options": options.asked(None, None)})
    words = {"changed": _("ӨЗГЕРГЕН"), "missing": _("ЖОҚ"), "extra": _("АРТЫҚ"), "unsafe": _("БУМАДАН ТЫС")}
    for name, why in found["wrong"]:
        click.echo(f"{words[why]}  {name}")
    click.echo(_("{file}: {n} файл; манифест SHA-256 {digest}", file=path, n=found["files"], digest=found["digest"]))
    click.echo(_("Пакет бүтін.") if not found["wrong"] else _("Пакет бүтін емес: {n} ауытқу.", n=len(found["wrong"])))
    other = digest is not None and "".join(digest.split()).lower() != found["digest"]
    if digest is None:
        click.echo(_("Пакетті толық қайта жасаған адамды бұл тексеру танымайды: SHA-256 мәнін қол қойылған тізбедегісімен салыстырыңыз (--digest)."))
    else:
        click.echo(_("SHA-256 мәні берілгенімен сәйкес келмейді: бұл басқа пакет.") if other else _("SHA-256 мәні берілгенімен бірдей."))
    if found["signed"] is not None:
        click.echo(_("Қолтаңба дұрыс: {file}", file=key) if found["signed"] else _("ҚОЛТАҢБА СӘЙКЕС КЕЛМЕЙДІ: пакет осы кілтпен қол қойылған пакет емес."))
    return output.exit_code(errors=bool(found["wrong"]) or other or found["signed"] is False)
