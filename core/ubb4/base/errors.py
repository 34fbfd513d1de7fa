"""What can go wrong, apart: a maker's mistake, a workbook, the settings, the use of a command."""


class Ubb4Error(Exception):
    """An error with one sentence for the reader; `code` is its stable name for programs."""

    code = "error"

    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class PluginError(Ubb4Error):
    """A plugin's own files or code are wrong; names the file and the key."""

    code = "plugin"


class WorkbookError(Ubb4Error):
    """A workbook cannot be read; `code` tells why (password, damaged, wrong-kind, ...)."""

    code = "workbook"


class SettingsError(Ubb4Error):
    """`ubb4.toml` is wrong; names the file and the key."""

    code = "settings"


class UseError(Ubb4Error):
    """A command was given something that it cannot work with."""

    code = "use"
