"""Reading XML that strangers made: element by element, without a tree, entities or a DTD."""

from collections.abc import Iterator
from typing import Final
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml.sax import make_parser

from bot.domain.file_refusals import SheetCode, SheetRefusal
from bot.sheets.archive import Archive

CHUNK: Final = 64 * 1024
_BROKEN: Final = (SAXException, LookupError, ValueError)
"""Malformed, forbidden, of no known encoding, or a number where none stands."""


class Elements(ContentHandler):
    """What is made of a part. Names come without their prefix: programs choose it freely."""

    def begin(self, name: str, attributes: AttributesImpl) -> None:
        """An element begins."""

    def text(self, text: str) -> None:
        """A piece of text; a long one comes in several."""

    def end(self, name: str) -> None:
        """An element ends."""

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        """See `ContentHandler`."""
        self.begin(_plain(name), attrs)

    def characters(self, content: str) -> None:
        """See `ContentHandler`."""
        self.text(content)

    def endElement(self, name: str) -> None:
        """See `ContentHandler`."""
        self.end(_plain(name))


def take(archive: Archive, name: str, elements: Elements) -> None:
    """Read a whole part.

    Raises:
        SheetRefusal: DAMAGED, or BOMB.
    """
    for _ in taking(archive, name, elements):
        pass


def taking(archive: Archive, name: str, elements: Elements) -> Iterator[None]:
    """Read a part piece by piece; whoever reads may stop in between.

    Raises:
        SheetRefusal: DAMAGED, or BOMB.
    """
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(elements)
    part = archive.open(name)
    try:
        while chunk := part.read(CHUNK):
            parser.feed(chunk)
            yield
        parser.close()
        yield  # the parser may have kept the last elements back
    except _BROKEN as error:
        raise SheetRefusal(SheetCode.DAMAGED) from error


def attribute(attributes: AttributesImpl, name: str) -> str | None:
    """An attribute by its name without prefix."""
    found = (value for key, value in attributes.items() if _plain(key) == name)
    return next(found, None)


def _plain(name: str) -> str:
    return name.rpartition(":")[2]
