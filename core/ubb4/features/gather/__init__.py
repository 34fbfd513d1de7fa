"""Many bodies' workbooks in one: who has sent, what is missing, one workbook of all registers, letters back."""

from ubb4.base.text import N_

# name, what it does, where it is
COMMANDS = (("gather", N_("Көп ұйымның кітаптарын бір кітапқа жинау"), "ubb4.features.gather.command:command"),)
