"""The door from a terminal."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

READERS = ("check", "due", "measures", "report")


def main() -> None:
    """Run the command line; the exit code tells: 0 clean, 1 errors found, 2 input or use wrong, 3 incomplete."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a cp1251 console must not stop the work
    from ubb4.base import text

    wanted = _language(sys.argv[1:])
    first = os.environ.get("UBB4_DEFAULT_LANG", "")  # of whoever opened the command line: nobody's choice
    text.use(wanted or (first if first in text.LANGUAGES else text.SOURCE), chosen=bool(wanted))
    if sys.argv[1:2] and sys.argv[1] in READERS and not {"-h", "--help"}.intersection(sys.argv):
        from ubb4.worker import parent

        parent.start_early(sys.argv[2:])  # the reader gets ready while the command line is being understood
    text.speak_for_click(text.language())
    from ubb4.cli import root

    root.main(prog_name="ubb4")


def _language(arguments: list[str]) -> str:
    """`--lang` on the command line, UBB4_LANG, the settings; empty where nobody has chosen."""
    from ubb4.base.text import LANGUAGES

    wanted = [os.environ.get("UBB4_LANG", "")]
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            wanted.insert(0, arguments[place + 1])
        elif argument.startswith("--lang="):
            wanted.insert(0, argument.partition("=")[2])
    for language in wanted:
        if language in LANGUAGES:
            return language
    from ubb4.base import settings
    from ubb4.base.errors import SettingsError

    try:
        return settings.read().language or ""
    except SettingsError:
        return ""


if __name__ == "__main__":
    main()
