"""LibreOffice itself opens what we write, and takes no word of it for a formula."""

import csv
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.sheets.writing import OutSheet, write_book

OFFICE = shutil.which("soffice")
COMMA, QUOTE, UTF_8 = 44, 34, 76
SECONDS = 60

pytestmark = pytest.mark.skipif(
    OFFICE is None and os.environ.get("CI") != "true",
    reason="LibreOffice is not installed: apt-get install libreoffice-calc",
)


def test_libreoffice_shows_each_text_as_it_was_written(tmp_path: Path) -> None:
    rows = [("F-0716-001", '=HYPERLINK("http://x","看")'), ("+1+1", "@SUM(1)"), ("-2", "=1+1")]
    book = [OutSheet("事项", ("编号", "企业"), rows)]
    made_at = datetime(2022, 7, 16, tzinfo=UTC)
    (tmp_path / "cases.xlsx").write_bytes(
        write_book(book, zone=ZoneInfo("Asia/Shanghai"), made_at=made_at)
    )
    command = [
        *(OFFICE or "", "--headless", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"),
        *("--convert-to", f"csv:Text - txt - csv (StarCalc):{COMMA},{QUOTE},{UTF_8}"),
        *("--outdir", str(tmp_path), str(tmp_path / "cases.xlsx")),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)

    with (tmp_path / "cases.csv").open(encoding="utf-8") as file:
        assert list(csv.reader(file)) == [["编号", "企业"], *map(list, rows)]
