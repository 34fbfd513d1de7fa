"""The hall: one small module a command group, loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from ubb4.base.text import gettext as _

# command -> (module, what it does)
_COMMANDS = {
    "new": ("ubb4.cli.new", "Жаңа жұмыс кітабын жасау"),
    "check": ("ubb4.cli.check", "Кітаптарды тексеру"),
    "due": ("ubb4.cli.due", "Мерзімдерді санау"),
    "report": ("ubb4.cli.report", "Құжаттарды жасау"),
    "measures": ("ubb4.cli.measures", "Көрсеткіштерді есептеу"),
    "evidence": ("ubb4.features.evidence.commands", "Растайтын құжаттарды қосу, сілтемелерін тексеру"),
    "pack": ("ubb4.features.evidence.package_command", "Кросс-платформаға жүктелетін пакетті жасау, тексеру"),
    "publish": ("ubb4.features.public.command", "Ашық нұсқасын жасау: картограмма беті, дербес деректерсіз құжаттар"),
    "notebook": ("ubb4.features.notebook.command", "Талдау дәптерлері: тізімі, орындау, өз көшірмесін жасау"),
    "addin": ("ubb4.features.addin.command", "Excel мен LibreOffice батырмаларын орнату, алып тастау, тексеру"),
    "plugins": ("ubb4.cli.plugins", "Плагиндерді көру, қосу, өшіру, жаңасын бастау"),
    "doctor": ("ubb4.cli.doctor", "Не орнатылғанын және не жетпейтінін көрсету"),
}


class Root(click.Group):
    """The commands of the core by name, then those of the enabled plugins."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name in _COMMANDS:
            command: click.Command = import_module(_COMMANDS[name][0]).command
            return command
        return _of_plugin(name)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Names and purposes without loading one module of a command."""
        with formatter.section(_("Командалар")):
            formatter.write_dl([(name, _(about)) for name, (__, about) in _COMMANDS.items()])

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Errors of ours as one sentence on standard error and their exit code; a traceback goes to the log."""
        try:
            return super().main(*args, **kwargs)
        except Exception as error:
            from ubb4.cli.output import fail

            raise SystemExit(fail(error)) from None


def _of_plugin(name: str) -> click.Command | None:
    from ubb4.base import settings
    from ubb4.plugins.toolkit import hear

    for plugin in hear(settings.read()).plugins:
        for command in plugin.commands:
            if command.name == name:
                return command
    return None


@click.group(
    cls=Root,
    help=_("№4 үлгілік базалық бағыттың жұмысы: тексеру, мерзімдер, құжаттар."),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(package_name="ubb4", prog_name="ubb4")
def root() -> None:
    pass
