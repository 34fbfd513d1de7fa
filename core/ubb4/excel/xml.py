"""XML parts read by a parser that tells where each element lies in its bytes: a part is patched there, and the rest stays byte for byte.

No pattern is laid over XML: quotes of either kind, prefixes, comments, CDATA and any order of attributes are the parser's business. A document
type is refused, for with it come entities.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(slots=True)
class Element:
    """An element: its prefix with the colon, its local name, attributes as they are written; `start` to `inside` is its opening tag, `close`
    to `end` its closing one (both at the end of an empty element)."""

    prefix: str
    name: str
    attributes: Mapping[str, str]
    start: int
    inside: int = 0
    close: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether it is written as one tag."""
        return self.inside == self.end

    def get(self, local: str) -> str | None:
        """An attribute by its local name, whatever its prefix."""
        if local in self.attributes:
            return self.attributes[local]
        return next((value for key, value in self.attributes.items() if key.rpartition(":")[2] == local), None)

    def named(self, name: str) -> Iterator[Element]:
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> Element | None:
        return next(self.named(name), None)

    @property
    def namespace(self) -> str:
        """The namespace that its own tag declares for its prefix."""
        return self.attributes.get(f"xmlns:{self.prefix[:-1]}" if self.prefix else "xmlns", "")


def utf8(data: bytes) -> bytes:
    """The part in UTF-8, which is what is patched: some programs write UTF-16, and say so in the first line."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            text = data.decode(encoding)
            head, closing, rest = text.partition("?>")
            if head.startswith("<?xml"):
                text = '<?xml version="1.0" encoding="UTF-8" standalone="yes"' + closing + rest
            return text.encode("utf-8")
    return data.removeprefix(codecs.BOM_UTF8)


def parser() -> expat.XMLParserType:
    """A parser that takes no document type."""
    made = expat.ParserCreate()
    made.buffer_text = True

    def refuse(*_: object) -> None:
        raise ValueError("a document type")

    made.StartDoctypeDeclHandler = refuse
    return made


def split(name: str) -> tuple[str, str]:
    """(prefix with its colon, local name)."""
    prefix, colon, local = name.rpartition(":")
    return prefix + colon, local


def tree(data: bytes, depth: int = 2) -> Element:
    """The root with its children down to a depth (1: the root alone); ValueError for what is no XML."""
    reader, stack = parser(), list[Element]()
    found: list[Element] = []

    def opened(name: str, attributes: dict[str, str]) -> None:
        prefix, local = split(name)
        element = Element(prefix, local, attributes, reader.CurrentByteIndex)
        if len(stack) < depth:
            element.inside = tag_end(data, element.start)
            if stack:
                stack[-1].children.append(element)
            else:
                found.append(element)
        stack.append(element)

    def closed(name: str) -> None:
        element = stack.pop()
        if len(stack) < depth:
            at = reader.CurrentByteIndex
            alone = data[element.inside - 2 : element.inside] == b"/>"
            element.close, element.end = (element.inside, element.inside) if alone else (at, tag_end(data, at))

    reader.StartElementHandler, reader.EndElementHandler = opened, closed
    parse(reader, data)
    return found[0]


def parse(reader: expat.XMLParserType, data: bytes) -> None:
    """Run a parser over a whole part; ValueError for what is no XML."""
    try:
        reader.Parse(data, True)
    except (expat.ExpatError, LookupError, UnicodeError) as error:  # no XML, or in an encoding that there is not
        raise ValueError(str(error)) from error


def tag_end(data: bytes, start: int) -> int:
    """Where the tag that begins at `start` ends: a sign > inside quotes is none."""
    at, quote = start, 0
    while True:
        sign = data[at]
        if quote:
            quote = 0 if sign == quote else quote
        elif sign in b"\"'":
            quote = sign
        elif sign == 0x3E:  # >
            return at + 1
        at += 1


def patched(data: bytes, edits: Iterable[tuple[int, int, bytes]]) -> bytes:
    """The bytes with each (start, end, new) put in; edits at one place come in the order given."""
    out, at = list[bytes](), 0
    for start, end, new in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        out += [data[at:start], new]
        at = end
    return b"".join([*out, data[at:]])


def put_last(data: bytes, element: Element, new: str) -> bytes:
    """The part with something put in as the last child of an element, one that is written as an empty tag opened for it."""
    if not element.empty:
        return data[: element.close] + new.encode() + data[element.close :]
    opening = data[element.start : element.end].rstrip()[:-2].rstrip() + b">"
    return data[: element.start] + opening + new.encode() + f"</{element.prefix}{element.name}>".encode() + data[element.end :]
