"""Separated values from anywhere: encodings, separators, blank and ragged lines."""

import pytest

from sightline.dataset.typing import ROW, SPILLED
from sightline.errors import BadInput
from sightline.sources.delimited import read_delimited, read_headings

PLAIN = "ID,Name\n1,Zoë\n2,Añe\n"


def rows(path):
    sheet = read_delimited(path)
    columns = [sheet.rows.column(str(n)).to_pylist() for n in range(len(sheet.headings))]
    return sheet.headings, list(zip(*columns, strict=True)), sheet.rows.column(ROW).to_pylist()


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("utf-16-be"),
        PLAIN.encode("cp1252"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode(),
        PLAIN.rstrip().encode(),
        b'ID,Name\n1,"Zo\xc3\xab"\n2,A\xc3\xb1e\n',
    ],
)
def test_a_file_reads_the_same_however_it_was_written(tmp_path, content):
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    assert rows(file) == (["ID", "Name"], [("1", "Zoë"), ("2", "Añe")], [2, 3])
    assert read_headings(file) == ["ID", "Name"]


def test_blank_lines_and_lines_of_commas_are_no_rows_and_keep_the_count_of_lines(tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("ID,Name\n1,a\n\n,,,\n ,\n2,b\n,\n")
    assert rows(file) == (["ID", "Name"], [("1", "a"), ("2", "b")], [2, 6])


def test_a_line_break_inside_quotes_is_part_of_the_value(tmp_path):
    file = tmp_path / "x.csv"
    file.write_text('ID,Name\n1,"a\nb"\n2,c\n')
    assert rows(file) == (["ID", "Name"], [("1", "a\nb"), ("2", "c")], [2, 4])


def test_a_short_row_is_filled_up_and_a_long_one_is_told_of(tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("ID,Name\n1\n2,b,,\n3,c,d\n")
    assert rows(file)[1] == [("1", ""), ("2", "b"), ("3", "c")]
    assert read_delimited(file).rows.column(SPILLED).to_pylist() == [None, None, "d"]


def test_a_file_of_headings_has_no_rows(tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("ID,Name\n")
    assert rows(file) == (["ID", "Name"], [], [])


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "x.csv: the file is empty. Export it again."),
        (b" \r\n \n", "x.csv: the file is empty. Export it again."),
        (b"ID\n\x00\x01\x02\x00\x00\x00\x00", "x.csv: not a text file. Export it as CSV (UTF-8) again."),
        (b'ID,Name\n1,"a\n2,b\n', "x.csv, row 2: a quotation mark is opened and never closed. Export the file again."),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content, says):
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    with pytest.raises(BadInput) as refused:
        read_delimited(file)
    assert str(refused.value) == says
