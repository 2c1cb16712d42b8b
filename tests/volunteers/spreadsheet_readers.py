"""Reading spreadsheets back, for several tests."""

import csv
import io

import openpyxl

#: Characters that nobody sees.
ZERO_WIDTH, MARK, NO_BREAK, FILLER, OVERRIDE = "\u200b", "\ufeff", "\u00a0", "\u3164", "\u202e"


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_xlsx(data: bytes) -> list[list]:
    rows = openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows()
    return [[(cell.value, cell.data_type) for cell in row] for row in rows]


def is_inert(text: str) -> bool:
    """Whether no program can take a cell for a formula, looking at it more simply than the guard does."""
    seen = text.lstrip(
        "".join(map(chr, range(0x21))) + ZERO_WIDTH + MARK + NO_BREAK + FILLER + OVERRIDE + "\u2003\ufffd"
    )
    return not seen or (seen[0] not in "=+-@＝＋－＠﹦" and text[0] not in "\t\r\n")
