"""ubb4 manual [SECTION]: the manual in the browser."""

from __future__ import annotations

import click

from ubb4.base.manual import ANALYST, OFFICER, address
from ubb4.base.text import gettext as _
from ubb4.cli import options


@click.command("manual", help=_("Анықтаманы браузерде ашу; SECTION: қосалқы тапсырма (P1.T2.S2) немесе register-ПАРАҚ."))
@click.argument("section", required=False, default="")
@click.option("--analyst", is_flag=True, help=_("Талдаушының анықтамасы."))
@click.option("--path", "shown", is_flag=True, help=_("Ашпай, мекенжайын ғана көрсету."))
@options.language
def command(section: str, analyst: bool, shown: bool, lang: str | None) -> None:
    from ubb4.buttons.report import open_path

    found = address(section, ANALYST if analyst else OFFICER)
    click.echo(found)
    if not shown:
        open_path(found)
