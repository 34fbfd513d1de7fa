"""Deadlines as an iCalendar file (RFC 5545), for any calendar program."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from ubb4.base.text import language
from ubb4.deadlines.deadline import Deadline


def to_ics(found: Iterable[Deadline], stamp: date) -> str:
    """The dated deadlines as an iCalendar file (RFC 5545), open ones only."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ubb4//due//" + language().upper(), "CALSCALE:GREGORIAN"]
    for number, each in enumerate(found, 1):
        if each.warned is None or not each.is_open:
            continue
        day = each.warned.strftime("%Y%m%d")
        after = (each.warned + timedelta(days=1)).strftime("%Y%m%d")
        about = f"{each.subtask} {each.subject} {each.body}".strip()
        lines += [
            "BEGIN:VEVENT",
            f"UID:{each.subtask}-{day}-{number}@ubb4",
            f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{day}",
            f"DTEND;VALUE=DATE:{after}",
            f"SUMMARY:{_escaped(about + ': ' + each.title)}",
            f"DESCRIPTION:{_escaped(each.rule + '. ' + each.source)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(_wrapped(line) + "\r\n" for line in lines)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _wrapped(line: str) -> str:
    """Lines of at most 75 octets, continued by a space, never inside a letter."""
    out, size = [], 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > 73:
            out.append("\r\n ")
            size = 1
        out.append(letter)
        size += octets
    return "".join(out)
