"""What everybody may see: lists of public columns, released texts, documents without persons, and the page that shows them."""

from ubb4.base.text import N_

COMMANDS = (("publish", N_("Жариялауға арналған нұсқасын жасау: картограмма беті, дербес деректерсіз құжаттар"), "ubb4.features.public.command:command"),)
