"""CSV for Excel: a byte order mark, numbers bare, and no text that Excel would run or convert."""

from __future__ import annotations

import csv
import io

import pytest

import builders
from natcom.output.excel_csv import excel_files, excel_text
from natcom.output.files import RECORD_CLASSES


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_file_starts_with_a_byte_order_mark_and_ends_lines_as_excel_does() -> None:
    files = excel_files(builders.full_extraction())
    assert set(files) == {f"{name}.csv" for name in RECORD_CLASSES}
    assert all(content.startswith(b"\xef\xbb\xbf") and content.endswith(b"\r\n") for content in files.values())


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("8-1", '="8-1"'),
        ("2024", '="2024"'),
        ("=1+1", '="=1+1"'),
        ('=HYPERLINK("http://x")', '="=HYPERLINK(""http://x"")"'),
        ("-2", '="-2"'),
        ("@SUM(A1)", '="@SUM(A1)"'),
        ("＝1+1", '="＝1+1"'),
        ("true", '="true"'),
        ("排放量", "排放量"),
        ("", ""),
        ("a=1", "a=1"),
        ("=a\nb", "'=a\nb"),
        ("2024\nb", "2024\nb"),
        ("=" + "x" * 300, "'=" + "x" * 300),
        ("3" * 300, "3" * 300),
    ],
)
def test_what_excel_would_change_is_quoted(text: str, written: str) -> None:
    assert excel_text(text) == written


def test_a_quote_cannot_break_out_of_its_formula() -> None:
    hostile = "=\"&cmd|' /C calc'!A0&\""
    written = excel_text(hostile)
    assert written.startswith('="')
    assert written.endswith('"')
    assert written[2:-1].replace('""', "") == hostile.replace('"', "")


def test_numbers_stay_numbers_and_labels_text() -> None:
    fact = builders.fact(subject="8-1", value=-2.5)
    (row,) = rows(excel_files(builders.extraction(facts=(fact,)))["facts.csv"])
    assert row["value"] == "-2.5"
    assert row["subject"] == '="8-1"'
