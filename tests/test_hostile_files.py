"""Files and folders that are no catalogue, or worse: refused in one line, with nothing touched elsewhere."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from cli_runner import Cli
from hostile import check_answer
from strategies import POOL

from ncfe_kb import Catalogue, files
from ncfe_kb.errors import CatalogueError, InvalidFile, InvalidRecord, NotReadable, NotWritable
from ncfe_kb.models import Entry, key_of
from ncfe_kb.text import Text

HUGE = "0x" + "f" * 5_000  # more digits than Python writes
KIND = '[[kind]]\nid = "k"\nlabel = { da = "a" }\nplural = { da = "b" }\n'
REPORT = 'year = 2019\n[report]\nsource = "a"\nlanguage = "da"\n'
PERSON = '{"type": "person", "id": "a", "name": "A"'
YEAR = '{"type": "yearly_report", "year": 2019, "report": {"source": "a", "language": "da", '

BOMBS = {
    "a huge id": ("kinds.toml", f"[[kind]]\nid = {HUGE}\n", "id: must be text"),
    "a huge year": ("reports/2019.toml", REPORT.replace("2019", HUGE), "year: must lie between"),
    "a huge number": ("reports/2019.toml", f"{REPORT}staff = {HUGE}", "report.staff: must lie between"),
    "a huge figure": ("reports/2019.toml", f"{REPORT}time_use = [{{ percent = {HUGE} }}]", "percent: must lie between"),
    "a huge exponent": ("reports/2019.toml", f"{REPORT}staff = 1e999999999", "staff: must be a whole number"),
    "no number": ("reports/2019.toml", f"{REPORT}time_use = [{{ percent = nan }}]", "percent: must be a number"),
    "deep figures": ("reports/2019.toml", f"{REPORT}counts_by_kind = [{{ target = {'[' * 90}{']' * 90} }}]", "number"),
    "deep lists": ("kinds.toml", f"[[kind]]\nid = {'[' * 2_000}{']' * 2_000}", "is nested too deeply"),
    "deep tables": ("kinds.toml", "a = " + "{ a = " * 2_000 + "1" + " }" * 2_000, "is nested too deeply"),
    "deep keys": ("kinds.toml", "a." * 50_000 + "a = 1", "is nested too deeply"),
    "deep keys in quotes": ("kinds.toml", "\"a b\" . 'c'." * 5_000 + "a = 1", "is nested too deeply"),
    "deep headings": ("kinds.toml", "[" + "a." * 50_000 + "a]", "is nested too deeply"),
    "a key twice": ("kinds.toml", "kind = 1\nkind = 2", "Cannot overwrite a value"),
    "a long line": ("kinds.toml", f'a = "{"x" * 10_000_000}"', "a: is not a section"),
    "a long id": ("kinds.toml", KIND.replace('"k"', f'"{"x" * 10_000_000}"'), "is longer than"),
    "UTF-16": ("kinds.toml", KIND.encode("utf-16"), "line 1 is not UTF-8 text"),
    "old line ends": ("kinds.toml", KIND.replace("\n", "\r"), "line 1, column 9"),
    "an escape in a key": ("kinds.toml", '"\\u001b[31m" = 1', "is not a section"),
    "dates": ("kinds.toml", "[[kind]]\nid = 2019-01-01\nlabel = 07:32:00", "id: must be text; label: must be a table"),
    "a field twice": ("a.jsonl", PERSON + ', "name": "B"}', "has the field “name” twice"),
    "a field twice within": ("a.jsonl", PERSON + ', "note": {"da": "a", "da": "b"}}', "has the field “da” twice"),
    "a type twice": ("a.jsonl", PERSON + ', "type": "kind"}', "has the field “type” twice"),
    "no number in JSON": ("a.jsonl", YEAR + '"budget": [{"budget": NaN}]}}', "budget: must be a number"),
    "no end in JSON": ("a.jsonl", YEAR + '"budget": [{"budget": -Infinity}]}}', "budget: must be a number"),
    "a huge figure in JSON": ("a.jsonl", YEAR + '"budget": [{"budget": ' + "9" * 400 + "}]}}", "must lie between"),
    "more digits than are read": ("a.jsonl", YEAR + '"staff": ' + "9" * 5_000 + "}}", "is not a JSON object"),
    "deep lists in JSON": ("a.jsonl", PERSON + f', "note": {"[" * 100_000}', "is not a JSON object"),
    "half a character": ("a.jsonl", PERSON.replace('"a"', '"\\ud800"') + "}", "id: “\ud800” is not an id"),
    "half a key": ("a.jsonl", PERSON + ', "\\ud800": 1}', "is not valid here"),
    "JSON in UTF-16": ("a.jsonl", (PERSON + "}").encode("utf-16"), "is not a JSON object"),
    "JSON in UTF-32": ("a.jsonl", (PERSON + "}").encode("utf-32"), "is not a JSON object"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_made_to_break_the_reader_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    place, content, expected = BOMBS[name]
    file = tmp_path / place
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InvalidFile) as refused:
        files.read(file)
    assert expected in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["kinds.toml", "a.jsonl"])
def test_the_mark_that_some_editors_put_first_and_windows_line_ends_are_taken(tmp_path: Path, name: str) -> None:
    content = KIND if name == "kinds.toml" else PERSON + "}\n"
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + content.replace("\n", "\r\n").encode())
    assert len(files.read(tmp_path / name)) == 1


REFUSED_ADDRESSES = (
    *("javascript:alert(1)", "JaVaScRiPt:x", "java\tscript:x", "data:text/html,x", "file:///etc/passwd", "vbscript:x"),
    *(" https://a.dk", "https://a.dk ", "\thttps://a.dk", "ht\ntps://a.dk", "https://a.dk/\x00", "https://a.dk/\x1b["),
    *("https://a.dk/\u202e", "https://\u200b", "https://a.dk/\u00a0", "https://a.dk/\u2028", "https://a.dk\\@b.dk"),
    *("https:///a", "https://", "https:a.dk", "https:\\\\a.dk", "//a.dk", "https://[::1", "https://a.dk:99999999"),
    *("https://a.dk:x", "https://u:p@a.dk", "https://stopekstremisme.dk@b.dk/", "https://@a.dk", "https://?", "\udcff"),
)


@pytest.mark.parametrize("address", REFUSED_ADDRESSES)
def test_only_web_addresses_are_taken(address: str) -> None:
    with pytest.raises(InvalidRecord, match=r"urls\[1\]"):
        Entry(slug="a", kind="news", title=Text(da="x"), urls=(address,))


@pytest.mark.parametrize(
    "address", ["HTTPS://A.dk", "http://æøå.dk/ø?a=b#c", "https://xn--a.dk:8080", "https://[::1]/", "https://a.dk/@b"]
)
def test_web_addresses_are_kept_as_they_are(address: str) -> None:
    assert Entry(slug="a", kind="news", title=Text(da="x"), urls=(address,)).urls == (address,)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a dump."""
    files.write(POOL, tmp_path / "dump")
    return tmp_path / "dump"


def run(home: Path, *words: str, before: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """Run a command that must end, whatever it is given."""
    return subprocess.run(
        [*before, sys.executable, "-m", "ncfe_kb", "--home", str(home), "--lang", "en", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def pipe(place: Path) -> None:
    os.mkfifo(place)


def device(place: Path) -> None:
    place.symlink_to("/dev/zero")


def itself(place: Path) -> None:
    place.symlink_to(place.name)


def nothing(place: Path) -> None:
    place.symlink_to("gone")


MISPLACED = [
    *(
        (name, make)
        for name in ("kinds.toml", "entries/ny.toml", "../a.jsonl")
        for make in (pipe, device, itself, nothing)
    ),
    *((name, Path.mkdir) for name in ("kinds.toml", "entries/ny.toml")),
    *((name, make) for name in ("entries", "reports") for make in (pipe, itself, Path.touch)),
]


@pytest.mark.parametrize(("name", "make"), MISPLACED)
def test_what_is_no_file_or_folder_is_named_and_does_not_hold_anybody_up(
    tmp_path: Path, folder: Path, name: str, make: Callable[[Path], None]
) -> None:
    place = folder / name
    if place.is_dir():
        place.rename(tmp_path / "before")
    place.unlink(missing_ok=True)
    make(place)
    done = run(tmp_path / "home", "load", str(place if name.startswith("..") else folder))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].startswith(f"Error: {place}")
    assert "cannot be read: " in done.stderr


@pytest.mark.parametrize("name", ["kinds.toml", "entries", "entries/haandbog.toml"])
def test_what_may_not_be_read_is_named_and_not_passed_over(tmp_path: Path, folder: Path, name: str) -> None:
    (folder / name).chmod(0o000)
    # The superuser may read everything, unless that power is taken away.
    powerless = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    done = run(tmp_path / "home", "load", str(folder), before=powerless)
    (folder / name).chmod(0o700)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == f"Error: {folder / name} cannot be read: Permission denied"


def test_a_link_to_a_file_elsewhere_is_read_as_that_file(tmp_path: Path, folder: Path) -> None:
    (folder / "kinds.toml").rename(tmp_path / "arter.toml")
    (folder / "kinds.toml").symlink_to(tmp_path / "arter.toml")
    (tmp_path / "linked").symlink_to(folder)
    assert [key_of(one.record) for one in files.read(tmp_path / "linked")] == [
        key_of(one.record) for one in files.read(folder)
    ]


def untouched(outside: Path) -> dict[str, str]:
    return {str(file): file.read_text() for file in outside.rglob("*") if file.is_file()}


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Path]:
    """Somebody's files, which must be the same afterwards."""
    place = tmp_path / "outside"
    place.mkdir()
    (place / "mine.toml").write_text("mine")
    (place / "kinds.toml").write_text("mine too")
    before = untouched(place)
    yield place
    assert untouched(place) == before


def test_a_dump_writes_through_no_link(tmp_path: Path, folder: Path, outside: Path) -> None:
    (folder / "kinds.toml").unlink()
    (folder / "kinds.toml").symlink_to(outside / "kinds.toml")
    (tmp_path / "a.jsonl").symlink_to(outside / "mine.toml")
    files.write(POOL, folder)
    files.write(POOL, tmp_path / "a.jsonl")
    assert not (folder / "kinds.toml").is_symlink()


@pytest.mark.parametrize("name", ["entries", "reports"])
def test_a_dump_neither_writes_nor_clears_a_folder_elsewhere(folder: Path, outside: Path, name: str) -> None:
    if (folder / name).exists():
        (folder / name).rename(folder / "before")
    (folder / name).symlink_to(outside)
    before = untouched(folder)
    with pytest.raises(NotWritable, match=f"{name} cannot be written: it is a symbolic link"):
        files.write(POOL[:2], folder)
    assert untouched(folder) == before


@pytest.mark.parametrize("name", ["kinds.toml", "entries/gone.toml", "entries/haandbog.toml", "reports"])
def test_a_dump_changes_nothing_where_something_stands_in_its_way(folder: Path, name: str) -> None:
    (folder / name).unlink(missing_ok=True)
    (folder / name).mkdir() if name != "reports" else (folder / name).write_text("mine")
    before = untouched(folder)
    with pytest.raises(NotWritable, match=name):
        files.write(POOL[:-1], folder)
    assert untouched(folder) == before


@pytest.mark.sqlite
def test_a_backup_and_its_return_follow_no_link_and_wait_for_no_pipe(tmp_path: Path, home: Path, outside: Path) -> None:
    (tmp_path / "copy.db.new").symlink_to(outside / "mine.toml")
    (tmp_path / "link.db").symlink_to(outside / "gone")
    os.mkfifo(tmp_path / "pipe")
    with Catalogue.open(home, starter=False) as kb:
        kb.backup(tmp_path / "copy.db")
        with pytest.raises(NotWritable, match="there is a file already"):
            kb.backup(tmp_path / "link.db")
        for name in ("copy.db/x", "x" * 253):
            with pytest.raises(NotWritable):
                kb.backup(tmp_path / name)
    with pytest.raises(NotReadable, match="it is not a regular file"):
        Catalogue.restore(tmp_path / "pipe", tmp_path / "other")


def test_names_of_files_do_nothing_to_a_terminal(cli: Cli, tmp_path: Path) -> None:
    cli("init", "--empty")
    folder = tmp_path / "a\n\x1b[31m\u202e\udcff"
    files.write(POOL, folder)
    (folder / "entries" / "b\n\x1b]52;c;x\x07.toml").write_text("x")
    for words in (
        ("load", str(folder)),
        ("load", str(folder / "kinds.toml")),
        ("load", str(folder / "gone")),
        ("dump", str(folder)),
    ):
        check_answer(cli(*words, lang="en"), words)
    assert not list((folder / "entries").iterdir())  # as in the catalogue that was written last


def test_a_path_that_leads_out_of_the_folder_is_no_id(tmp_path: Path) -> None:
    for slug in ("../ud", "/ud", "a/../../ud", "..", "ud\x00"):
        with pytest.raises(CatalogueError):
            files.write([Entry(slug=slug, kind="news", title=Text(da="x"))], tmp_path / "dump")
    assert not (tmp_path / "dump").exists()
