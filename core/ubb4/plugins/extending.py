"""Columns that one plugin adds to a register of another that it needs: right of the register's own, gone when it is disabled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ubb4.base.problem import Problem
from ubb4.base.text import gettext as _
from ubb4.law.consistency import meant
from ubb4.law.register import Register
from ubb4.plugins.plugin import Plugin


def extended(plugins: Iterable[Plugin], problems: list[Problem]) -> list[Plugin]:
    """The plugins, their registers with the columns that others add; adding twice changes nothing."""
    found = {plugin.name: plugin for plugin in plugins}
    for plugin in list(found.values()):
        for extension in plugin.project.extensions:
            owner = next((found[name] for name in plugin.project.needs if name in found and _register(found[name], extension.extends)), None)
            if owner is None:
                known = [register.name for name in plugin.project.needs if name in found for register in found[name].project.registers]
                sentence = _(
                    "{file}: x-extends: «{register}» реестрі needs тізіміндегі плагиндерде жоқ.",
                    file=f"{extension.name}.schema.json",
                    register=extension.extends,
                )
                problems.append(Problem(plugin.name, sentence + meant(extension.extends, known)))
                continue
            base = _register(owner, extension.extends)
            twins = [column.name for column in extension.columns if base is not None and base.plugin_of(column.name) not in (None, plugin.name)]
            if twins:
                sentence = _(
                    "{file}: «{register}» реестрінде {columns} бағаны бар: басқа ат беріңіз.",
                    file=f"{extension.name}.schema.json",
                    register=extension.extends,
                    columns=", ".join(twins),
                )
                problems.append(Problem(plugin.name, sentence))
                continue
            registers = tuple(each.with_columns(extension, plugin.name) if each.name == extension.extends else each for each in owner.project.registers)
            found[owner.name] = replace(owner, project=replace(owner.project, registers=registers))
    return list(found.values())


def _register(plugin: Plugin, name: str) -> Register | None:
    return next((register for register in plugin.project.registers if register.name == name), None)
