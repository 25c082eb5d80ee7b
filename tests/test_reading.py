"""How providers' commands read files, also those that a shell of Windows has named or written."""

from pathlib import Path

import pytest

from massage_neuropathy.provider.reading import FileError, each_file, read_json, read_toml


def test_a_pattern_that_no_shell_has_unfolded_stands_for_the_files_that_fit(tmp_path):
    for name in ("b.json", "a.json", "c.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in each_file([tmp_path / "*.json", tmp_path / "c.txt"])] == [
        "a.json",
        "b.json",
        "c.txt",
    ]


def test_a_pattern_that_nothing_fits_is_named_as_it_was_written(tmp_path):
    (pattern,) = each_file([tmp_path / "*.json"])
    with pytest.raises(FileError, match=r"\*\.json: is not there"):
        read_json(pattern, "result file")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_however_a_shell_has_written_it(encoding, tmp_path):
    path = tmp_path / "provider.toml"
    path.write_bytes('title = "Füße"\r\n'.encode(encoding))
    assert read_toml(path) == {"title": "Füße"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "it is empty"),
        ('{"a": "cut sho', "it breaks off before its end"),
        ('{"a": [1,', "it breaks off before its end"),
        ("Dear provider", "it holds something else"),
        ('{"a": 1\n"b": 2}', "line 2 is not as it was written"),
    ],
)
def test_what_is_damaged_is_said_without_technical_words(tmp_path, text, words):
    path = tmp_path / "result.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError) as caught:
        read_json(path, "result file")
    assert f"is not a result file, or is damaged: {words}; choose" in str(caught.value)


def test_what_is_no_text_is_refused(tmp_path):
    path = Path(tmp_path / "picture.png")
    path.write_bytes(b"\x89PNG\r\n\x1a\n\xff\xff")
    with pytest.raises(FileError, match="is not a text file"):
        read_json(path, "result file")
