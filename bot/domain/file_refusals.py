"""Files that are not taken, and spreadsheets that are no table as they should be."""

from enum import StrEnum

from bot.domain.errors import Param, Refusal


class FileCode(StrEnum):
    """Codes of `FileRefusal`."""

    TOO_LARGE = "too_large"  # size, most: bytes
    TOO_MANY = "too_many"  # most: so many a day from one firm
    ATTACHED = "attached"  # it is with a case already: case_id


class FileRefusal(Refusal):
    """The file is not taken, or not put there."""

    def __init__(self, code: FileCode, **params: Param) -> None:
        super().__init__(code, **params)


class SheetCode(StrEnum):
    """Codes of `SheetRefusal`."""

    EMPTY = "empty"  # no bytes, or a header without rows
    TOO_LARGE = "too_large"  # most: bytes
    TOO_MANY_ROWS = "too_many_rows"  # most
    BOMB = "bomb"  # would unpack to far more than a table of this length needs
    NESTED = "nested"  # another packed file is inside
    ENCRYPTED = "encrypted"  # asks for a password
    MACROS = "macros"
    OLD_FORMAT = "old_format"  # .xls of 97-2003, or .et of WPS
    OTHER_FORMAT = "other_format"  # .ods, .xlsb: a table, but no .xlsx
    NOT_A_TABLE = "not_a_table"  # a document, a picture, a web page
    DAMAGED = "damaged"
    NO_HEADER = "no_header"  # missing: the titles that were not found
    TITLE_TWICE = "title_twice"  # title


class SheetRefusal(Refusal):
    """A spreadsheet that cannot be read as the table it should be; nothing of it was taken."""

    def __init__(self, code: SheetCode, **params: Param) -> None:
        super().__init__(code, **params)
