"""Spreadsheets that do nothing when they are opened: plain data in, bytes out.

A spreadsheet program takes a text that begins like a formula for one, and what volunteers write is theirs to choose. So
such texts get an apostrophe in front, in every cell and for each item of a list. Programs skip what nobody sees (spaces,
control and zero-width characters) and know full-width signs: so does the guard.
"""

import csv
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

#: A text, or several, which stand in one cell.
Cell = str | Sequence[str]

_BEGINS_FORMULA = frozenset("=+-@")
_BREAKS = frozenset("\t\r\n")
#: Letters and signs by their Unicode category, and yet nothing is seen of them.
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
#: What XML, and so XLSX, cannot hold.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Excel's own limit for a cell.
MOST_CHARACTERS = 32_767
#: Where a program that expects other separators than ours would begin a new cell.
_OTHER_CELLS = re.compile(r"([;\t\r\n]+)")


def guard(text: str) -> str:
    """The text, with an apostrophe in front if a program could take it for a formula."""
    for character in text:
        if character in _BREAKS:
            return f"'{text}"
        if _is_unseen(character):
            continue
        begins = unicodedata.normalize("NFKC", character)[:1] in _BEGINS_FORMULA
        return f"'{text}" if begins else text
    return text


def csv_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """CSV in UTF-8, line by line; the byte order mark makes Excel read it as such.

    Excel in many languages parts cells at semicolons, whatever stands around them: here, what follows one, or begins a
    line, is guarded like a cell.
    """
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    yield b"\xef\xbb\xbf"
    for row in rows:
        cells = [_guard_parts(_in_one(cell)) for cell in row]
        yield writer.writerow(cells).encode("utf-8", "replace")


def xlsx_file(rows: Iterable[Sequence[Cell]], *, title: str) -> BinaryIO:
    """An open temporary file with one sheet; every cell is a text. Longer texts than Excel's cells hold are cut."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NO_XML.sub(" ", re.sub(r"[\[\]:*?/\\]", " ", title))[:31])
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([_text_cell(sheet, _in_one(cell)) for cell in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 the response closes it
    book.save(file)
    file.seek(0)
    return file


def _is_unseen(character: str) -> bool:
    """Separators, control and format characters, and marks that join the character before them."""
    return unicodedata.category(character)[0] in "CZM" or character in _FILLERS


def _in_one(cell: Cell) -> str:
    """What stands in the cell: guarded, each item of a list by itself, without what no file can hold."""
    items = [cell] if isinstance(cell, str) else cell
    return "; ".join(_NO_XML.sub("\ufffd", guard(item)) for item in items)


def _guard_parts(text: str) -> str:
    parts = _OTHER_CELLS.split(text)
    return "".join(part if place % 2 else guard(part) for place, part in enumerate(parts))


def _text_cell(sheet, text: str) -> WriteOnlyCell:
    if len(text) > MOST_CHARACTERS:
        text = text[: MOST_CHARACTERS - 1] + "…"
    cell = WriteOnlyCell(sheet, text or None)
    if text:
        cell.data_type = "s"  # openpyxl would make a formula of "=…", and an error of "#N/A"
    return cell


class _Echo:
    """A file that gives back what is written, so that a row can be sent before the next is read."""

    def write(self, text: str) -> str:
        return text
