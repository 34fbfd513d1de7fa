"""The year's implementation map as a body gets it, matched to the subtasks and written into the sheet «Карта»."""

from ubb4.base.text import N_

COMMANDS = (("map", N_("Іске асыру картасын танып, кітаптың «Карта» парағына енгізу"), "ubb4.features.yearmap.command:command"),)
