"""Notebooks for analysts and officers: the shelf, a run on a workbook, the page that comes of it."""

from ubb4.base.text import N_

COMMANDS = (("notebook", N_("Талдау дәптерлері: тізімі, орындау, өз көшірмесін жасау"), "ubb4.features.notebook.command:command"),)
