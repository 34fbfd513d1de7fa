"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import click

from ubb4.base.text import LANGUAGES
from ubb4.base.text import gettext as _

F = TypeVar("F", bound=Callable[..., Any])


def language(command: F) -> F:
    return click.option("--lang", type=click.Choice(LANGUAGES), help=_("Хабарлама тілі: kk, ru немесе en."))(command)


def counting(command: F) -> F:
    """--today and --policy."""
    command = click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help=_("Бүгінгі күн орнына: ЖЖЖЖ-АА-КК."))(command)
    return click.option(
        "--policy",
        type=click.Choice(["nth_day", "clear_days"]),
        help=_("Кері санау тәсілі: N-ші жұмыс күні немесе толық күндер."),
    )(command)


def quiet(command: F) -> F:
    return click.option("--quiet", is_flag=True, help=_("Барысын көрсетпеу."))(command)


def format(command: F) -> F:
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json"]),
        default="table",
        help=_("Нәтиже түрі: кесте немесе JSON."),
    )(command)


def asked(today: datetime | None, policy: str | None) -> dict[str, Any]:
    """The options as the guarded child takes them."""
    return {"today": (today or datetime.now()).date().isoformat(), "policy": policy}
