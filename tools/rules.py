"""docs/rules.md: every rule with its severity and the norm that it names; made from the plugins alone.

python tools/rules.py            # write it
python tools/rules.py --check    # exit 1 where it is not fresh
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from ubb4.base.settings import Settings
from ubb4.base.text import speaking
from ubb4.plugins.found import installed
from ubb4.plugins.hearing import hear

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
HEAD = """# Rules and their severity

Made by `tools/rules.py`; a test keeps it fresh, and asks that no error is without a line of the instruction, an article, or the workbook itself
(«кітаптың өзі»). «тәжірибе» is good practice: a warning or information. A rule may find less than its severity says, where the text only recommends.

| rule | severity | plugin | what it keeps | norm |
|---|---|---|---|---|
"""


def lines() -> Iterator[str]:
    with speaking("kk"):
        toolkit = hear(Settings(enabled=tuple(installed())))
        named = [(feature.name, rule) for feature in toolkit.features for rule in feature.rules]
        named += [(plugin.name, rule) for plugin in toolkit.plugins for rule in plugin.rules]
        for name, rule in sorted(named, key=lambda pair: (pair[1].severity, pair[1].code)):
            yield f"| `{rule.code}` | {rule.severity} | {name} | {' '.join(rule.title.split())} | {rule.source} |"


def main() -> int:
    page = HEAD + "\n".join(lines()) + "\n"
    if "--check" in sys.argv:
        return int(not PAGE.exists() or PAGE.read_text("utf-8") != page)
    PAGE.write_text(page, "utf-8")
    print(PAGE)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
