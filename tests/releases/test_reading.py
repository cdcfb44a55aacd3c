"""What is sent to be published costs no more than its size, and says where it is wrong."""

import zipfile
from io import BytesIO

import pytest

from bot.domain.files import sniff
from bot.services.releases.reading import read_sent
from policies.editions import sent_record
from policies.errors import RuleFileError
from policies.source.sent_text import MOST_BYTES
from tests.releases.house import BOOTH, LOADED, LOWER, TEXT

LAUGHS = "a: &a [1, 1, 1, 1]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n"


def zipped(files: dict[str, bytes]) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, each in files.items():
            archive.writestr(name, each)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (LAUGHS.encode(), 1, None),
        (b"[" * 5000, 1, None),
        (b"id: x\n---\nid: y\n", 2, None),
        (b"id: \xff\n", 1, None),
        (b"id: x\n" * MOST_BYTES, 1, None),
        (b"title: [1, 2", 1, 13),
        (TEXT.replace("priority: 10", "priorty: 10").encode(), 10, 10),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    content: bytes, line: int, column: int | None
) -> None:
    with pytest.raises(RuleFileError) as refused:
        sent_record(LOADED, "x.yaml", content)
    assert (refused.value.line, refused.value.column) == (line, column)


def test_the_same_text_is_the_same_record() -> None:
    record = sent_record(LOADED, "x.yaml", b"\xef\xbb\xbf" + TEXT.encode())
    own = LOADED.records[BOOTH]
    assert (record.when, record.amounts, record.cases) == (own.when, own.amounts, own.cases)


def test_a_zip_is_read_file_by_file() -> None:
    other = TEXT.replace("id: P-FC-01", "id: P-FC-99")
    content = zipped({"a/new.yaml": LOWER.encode(), "__MACOSX/x.yaml": b"?", "b.yml": b"id: ["})
    read = read_sent(LOADED, "x.zip", content, {})
    assert [each.record.id for each in read.drafts] == [BOOTH]
    assert [(each.file, each.line) for each in read.findings] == [("b.yml", 1)]
    both = read_sent(
        LOADED, "x.zip", zipped({"a.yaml": LOWER.encode(), "b.yaml": other.encode()}), {}
    )
    assert len(both.drafts) == 2


@pytest.mark.parametrize(
    "content",
    [
        zipped({"bomb.yaml": b"a" * 50_000_000}),
        zipped({"a.yaml": zipped({"b.yaml": b"x"}), "b.zip": zipped({"b.yaml": b"x"})}),
        b"PK\x03\x04" + b"\x00" * 100,
    ],
    ids=["bomb", "nested", "damaged"],
)
def test_a_strange_archive_is_not_opened(content: bytes) -> None:
    read = read_sent(LOADED, "x.zip", content, {})
    assert not read.drafts
    assert [(each.file, each.line) for each in read.findings] == [("x.zip", 0)]


def test_only_archives_of_policies_are_taken() -> None:
    policies, other = zipped({"a.yaml": b"x"}), zipped({"a.yaml": b"x", "b.exe": b"MZ"})
    assert (kept := sniff(policies)) is not None
    assert kept.mime == "application/zip"
    assert sniff(other) is None
    assert (text := sniff(TEXT.encode())) is not None
    assert "yaml" in text.endings
