"""The tab «ҮББ №4» itself: ribbon, Excel add-in, LibreOffice extension, their installation and doctor."""

from ubb4.base.text import N_

COMMANDS = (("addin", N_("Excel мен LibreOffice батырмаларын орнату, алып тастау, тексеру"), "ubb4.features.addin.command:command"),)
