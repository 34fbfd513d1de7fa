"""The hall: one small module a command group, loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from ubb4.base.text import N_
from ubb4.base.text import gettext as _
from ubb4.cli.known import known_commands

if TYPE_CHECKING:
    from ubb4.plugins.offers import Command
    from ubb4.plugins.plugin import Offers

# the kernel's own: command -> what it does
_COMMANDS = {
    "new": N_("Жаңа жұмыс кітабын жасау"),
    "check": N_("Кітаптарды тексеру"),
    "due": N_("Мерзімдерді санау"),
    "explain": N_("Ескертпенің не қосалқы тапсырманың нұсқаулықтағы жолдары"),
    "report": N_("Құжаттарды жасау"),
    "measures": N_("Көрсеткіштерді есептеу"),
    "renew": N_("Келесі жылдың кітабын осы жылдікінен жасау"),
    "start": N_("Оқиғадан бастау: қажет жолдары заң белгілеген күндерімен"),
    "diff": N_("Кітаптың екі нұсқасында не өзгерді"),
    "join": N_("Бірнеше адам толтырған көшірмелерді бір кітапқа жинау"),
    "plugins": N_("Плагиндерді көру, қосу, ажырату, жаңасын бастау"),
    "manual": N_("Анықтаманы браузерде ашу"),
    "doctor": N_("Не орнатылғанын және не жетпейтінін көрсету"),
}


class Root(click.Group):
    """The kernel's commands by name, those of the built-in features, then those of the enabled plugins."""

    def list_commands(self, context: click.Context) -> list[str]:
        return [*_COMMANDS, *(name for __, commands in known_commands() for name, __ in commands)]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name in _COMMANDS:
            command: click.Command = import_module(f"ubb4.cli.{name}").command
            return command
        return _offered(name)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Names and purposes without loading one module of a command; those of a plugin under its name."""
        with formatter.section(_("Пәрмендер")):
            own = [*_COMMANDS.items(), *(each for owner, commands in known_commands() if not owner for each in commands)]
            formatter.write_dl([(name, _(about)) for name, about in own])
        for owner, commands in known_commands():
            if owner and commands:
                with formatter.section(owner):
                    formatter.write_dl([(name, _(about)) for name, about in commands])

    def invoke(self, context: click.Context) -> Any:
        """Ctrl-C ends with its own code wherever it comes: 1 is the code of errors found."""
        try:
            return super().invoke(context)
        except KeyboardInterrupt:
            from ubb4.cli.output import INTERRUPTED

            click.echo(_("Тоқтатылды."), err=True)
            context.exit(INTERRUPTED)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Errors of ours as one sentence on standard error and their exit code; a traceback goes to the log."""
        try:
            return super().main(*args, **kwargs)
        except Exception as error:
            from ubb4.cli.output import fail

            raise SystemExit(fail(error)) from None


def _offered(name: str) -> click.Command | None:
    """A command of a feature or a plugin: features are asked first, so that theirs need no plugin to be heard."""
    from ubb4.base import settings
    from ubb4.plugins.hearing import features_of, hear
    from ubb4.plugins.offers import Command

    chosen = settings.read()
    found = _named(features_of(chosen, []), name)
    if found is None:
        found = _named((plugin.offers for plugin in hear(chosen).plugins), name)
    return found.load() if isinstance(found, Command) else found


def _named(offers: Iterable[Offers], name: str) -> click.Command | Command | None:
    return next((command for each in offers for command in each.commands if command.name == name), None)


@click.group(
    cls=Root,
    help=_("№4 үлгілік базалық бағыттың жұмысы: тексеру, мерзімдер, құжаттар."),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    invoke_without_command=True,
)
@click.version_option(package_name="ubb4", prog_name="ubb4")
@click.pass_context
def root(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        click.echo(_here() or context.get_help())


_MOST_NAMED = 5


def _here() -> str:
    """What could be done with the workbooks of this folder; nothing where there are none."""
    from pathlib import Path

    from ubb4.base.files import workbooks

    found = [path for path in workbooks(["."]) if len(path.parts) <= 2]
    if not found:
        return ""
    named = ", ".join(map(str, found[:_MOST_NAMED])) + (" …" if len(found) > _MOST_NAMED else "")
    first = f'"{found[0]}"' if " " in str(found[0]) else str(found[0])
    lines = [_("Осы бумадағы кітаптар: {n}: {names}", n=len(found), names=named), ""]
    lines += [f"  ubb4 check {'.' if len(found) > 1 else first}    " + _("бәрін тексеру")]
    lines += [f"  ubb4 due {first}    " + _("мерзімдері, әрқайсысы қалай саналғанымен")]
    lines += [f"  ubb4 report all {first}    " + _("барлық құжаты")]
    if len(found) > 1:
        lines += [f"  ubb4 gather {Path('.')} -o {_('жиынтық')}.xlsx    " + _("барлығын бір кітапқа жинау")]
    return "\n".join([*lines, "", _("Барлық пәрмен: ubb4 --help")])
