"""Confirming documents beside the workbook, their versions and links, and the package that is uploaded."""

from ubb4.base.text import N_

# name, what it does, where it is
COMMANDS = (
    ("evidence", N_("Растайтын құжаттарды қосу, сілтемелерін тексеру"), "ubb4.features.evidence.commands:command"),
    ("pack", N_("Кросс-платформаға жүктелетін пакетті жасау, тексеру"), "ubb4.features.evidence.package_command:command"),
)
