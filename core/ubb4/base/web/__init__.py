"""What our pages share: one look, parts read from the package, a content policy that names style and script by their hashes."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def part(package: str, name: str) -> str:
    """A text file of a package."""
    return files(package).joinpath(name).read_text("utf-8")


def style(package: str, name: str) -> str:
    """The look that all pages share, then that of one page."""
    return part(__package__, "base.css") + part(package, name)


def csp_hash(text: str) -> str:
    """How a Content-Security-Policy names a style or a script that stands in the page."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def safe(text: str) -> Any:
    """Our own file, which holds no data, as markup."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704
