"""The parts of docs/maker.md that the code knows better: hooks, the keys of both schemas, the grammar of a form, the filters."""

from __future__ import annotations

import inspect
import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "maker.md"
GRAMMAR = ROOT / "core" / "ubb4" / "law" / "grammar"


def hooks() -> str:
    from ubb4.plugins import hookspecs

    lines = ["| hook | returns | what it is |", "|---|---|---|"]
    for name, hook in vars(hookspecs).items():
        if name.startswith("provide_"):
            lines.append(f"| `{name}` | `{inspect.signature(hook).return_annotation}`".replace(" | Command]", " or Command]") + f" | {inspect.getdoc(hook)} |")
    return "\n".join(lines)


def _shape(entry: dict[str, Any]) -> str:
    if "enum" in entry:
        return ", ".join(f"`{each}`" for each in entry["enum"])
    if "const" in entry:
        return f"`{json.dumps(entry['const'])}`"
    kind = entry.get("type", entry.get("$ref", "").rpartition("/")[2] or "object")
    kind = " or ".join(kind) if isinstance(kind, list) else kind
    return f"{kind}, {entry['pattern']}" if "pattern" in entry else str(kind)


def _keys(entry: dict[str, Any]) -> list[str]:
    required = set(entry.get("required", ()))
    return [f"| `{name}`{' *' if name in required else ''} | {_shape(each).replace('|', '&#124;')} |" for name, each in entry["properties"].items()]


def schemas() -> str:
    project = json.loads((GRAMMAR / "project.schema.json").read_text("utf-8"))
    register = json.loads((GRAMMAR / "register.schema.json").read_text("utf-8"))
    parts: list[tuple[str, dict[str, Any]]] = [("`project.toml`", project)]
    for name, each in project["properties"].items():
        inner = each.get("items", {})
        if "properties" in inner:
            parts.append((f"`[[{name}]]`", inner))
    parts += [(f"`[[{'task.' if name == 'subtask' else 'task.subtask.'}{name}]]`", project["$defs"][name]) for name in ("subtask", "due")]
    limit = project["properties"]["limit"]["additionalProperties"]
    parts += [("`[limit.NAME]`", limit), ("`[reading.NAME]`", project["properties"]["reading"]["additionalProperties"])]
    parts += [(f"`[[table.{name}]]`", each["items"]) for name, each in project["properties"]["table"]["properties"].items()]
    parts += [("a register's file", register), ("a column", register["properties"]["properties"]["additionalProperties"])]
    lines = ["Keys with * must be there."]
    for title, entry in parts:
        lines += ["", f"### {title}", "", "| key | what may stand there |", "|---|---|", *_keys(entry)]
    return "\n".join(lines)


def form_grammar() -> str:
    from ubb4.documents import template

    return inspect.cleandoc(template.__doc__ or "")


def form_filters() -> str:
    from ubb4.documents import filters

    names = re.findall(r'"(\w+)":', inspect.getsource(filters.filters))
    lines = ["| filter | what it gives |", "|---|---|"]
    return "\n".join(lines + [f"| `{name}` | {inspect.getdoc(getattr(filters, name))} |" for name in names])


PARTS = {"hooks": hooks, "schemas": schemas, "form": form_grammar, "filters": form_filters}


def page(text: str) -> str:
    """The page with each part between its marks made anew."""
    for name, make in PARTS.items():
        text = re.sub(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", lambda found, make=make: f"{found[1]}\n{make()}\n\n{found[2]}", text, flags=re.DOTALL)
    return text


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
    sys.stdout.write(f"{PAGE}\n")
