"""The short code in a document's footer: it ties the paper that was signed to the data and the template it was made from.

`note-A1.kk 7KQ4-M2XD`: the document's name, seven signs of a SHA-256 over the template and the document's text, and a check sign
that tells a slip of the typing hand from another version.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_MEANT = str.maketrans("OIL", "011")
# letters of a Cyrillic keyboard that look like those of the code
_LOOKS = str.maketrans("АВСЕНКМРТХУОІ", "ABCEHKMPTXY01")
_CODE = re.compile(r"(?P<name>[\w.-]+)[\s·]+(?P<signs>[\w]{4}[\s-]?[\w]{4})")
_LENGTH = 7


@dataclass(frozen=True, slots=True)
class Code:
    """A document's name (`note-A1.kk`) and its eight signs."""

    name: str
    signs: str

    def __str__(self) -> str:
        return f"{self.name} {self.signs[:4]}-{self.signs[4:]}"


def of_file(name: str, template: bytes, document: bytes) -> Code:
    """The code of a finished Word file, as it was made before it was made of words."""
    return of(name, template, _text(document))


def of(name: str, template: bytes, text: str) -> Code:
    """The code of what a document says and of the template that it was made from."""
    sha = hashlib.sha256(hashlib.sha256(template).digest() + text.encode()).digest()
    number = int.from_bytes(sha[:8]) >> (64 - 5 * _LENGTH)
    signs = "".join(SIGNS[(number >> 5 * place) & 31] for place in reversed(range(_LENGTH)))
    return whole(name, signs)


def whole(name: str, signs: str) -> Code:
    """A document's code from its seven signs, the check sign added."""
    return Code(name, signs + _check(name, signs))


def _check(name: str, signs: str) -> str:
    # the signs first: their weights are never a multiple of 31, so one wrong sign is always found
    total = sum(place * value for place, value in enumerate((*(SIGNS.index(sign) for sign in signs), *name.encode()), 1))
    return SIGNS[total % 31]


def _text(document: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    return re.sub(r"<[^>]*>", "\x1f", xml)


def parse(typed: str) -> Code | None:
    """A code as somebody typed it, look-alike signs read as they were meant; None where it is no code."""
    found = _CODE.fullmatch(typed.strip())
    if not found:
        return None
    signs = re.sub(r"[\s-]", "", found["signs"]).upper().translate(_LOOKS).translate(_MEANT)
    return Code(found["name"], signs) if set(signs) <= set(SIGNS) else None


def is_slip(code: Code) -> bool:
    """Whether the check sign says that the code was mistyped."""
    return _check(code.name, code.signs[:_LENGTH]) != code.signs[_LENGTH:]


def stamp(document: Any, code: Code) -> None:
    """Put the code into every footer of an opened Word file, small and on the right."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    footers = {id(section.footer._element): section.footer for section in document.sections}
    for footer in footers.values():
        paragraph = footer.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(str(code))
        run.font.size, run.font.color.rgb = Pt(8), RGBColor(0x6B, 0x7A, 0x80)


def found_in(document: bytes) -> Iterable[str]:
    """The codes that stand in a document's footers."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        parts = [archive.read(name).decode("utf-8") for name in archive.namelist() if re.match(r"word/footer\d*\.xml", name)]
    for paragraph in (each for part in parts for each in part.split("</w:p>")):
        text = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph))
        yield from (found[0] for found in re.finditer(r"[\w.-]+ [0-9A-Z]{4}-[0-9A-Z]{4}", text))
