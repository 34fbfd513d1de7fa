"""Where tracebacks go: a file of the user's own, opened when there is something to write."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from pathlib import Path


def log_file() -> Path:
    """The log file; its folder is made when it is missing."""
    named = os.environ.get("UBB4_LOG")
    if named:
        return Path(named)
    import platformdirs

    folder = platformdirs.user_log_path("ubb4", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "ubb4.log"


class LogFile(logging.Handler):
    """Writes to the log file, which is looked for at the first record only."""

    def emit(self, record: logging.LogRecord) -> None:
        # a folder that cannot be written to, or a full disk, must not stop the work
        with suppress(OSError), open(log_file(), "a", encoding="utf-8", opener=_for_its_owner) as stream:
            stream.write(self.format(record) + "\n")


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)  # a traceback may quote what an officer typed


def start() -> None:
    """Send what the toolkit logs to the file."""
    logger = logging.getLogger("ubb4")
    if not logger.handlers:
        handler = LogFile()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        logger.addHandler(handler)
        logger.propagate = False
        logging.getLogger("ubb4.press").setLevel(logging.INFO)  # what buttons did and how long it took
