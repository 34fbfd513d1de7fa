"""The door from a spreadsheet program: a pressed button. `python -I -m ubb4.press ID --hwnd=N` (Excel), `--pipe=NAME` (LibreOffice),
`--serve --pipe=NAME` for one press after the other.
"""

import sys


def main() -> int:
    """Do what the button says on the workbook in front; 0 when it was done."""
    if sys.argv[1:2] == ["--serve"]:
        from ubb4.buttons import helper

        return helper.serve(sys.argv[2].removeprefix("--pipe="))
    from ubb4.buttons import entry

    return entry.press(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
