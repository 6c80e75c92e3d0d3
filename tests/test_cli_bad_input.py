"""What is wrong is said in one line, in the language asked for, with what would be right; nothing changes."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runner import Cli

ADD = ("add", "news", "--title-da", "x")

BAD = [
    (("add", "no_such_kind", "--title-da", "x"), 1, "ukendt type: “no_such_kind”", "unknown kind: “no_such_kind”"),
    (("add", "nwes", "--title-da", "x"), 1, "mente du news", "did you mean news"),
    (
        ("add", "news"),
        1,
        "har ingen titel; angiv en på dansk eller engelsk",
        "has no title; give one in Danish or English",
    ),
    (("add", "news", "--title-da", "  "), 1, "har ingen titel", "has no title"),
    ((*ADD, "--topic", "no-such-topic"), 1, "ukendt emne: “no-such-topic”", "unknown topic: “no-such-topic”"),
    (
        (*ADD, "--topic", "online hate"),
        1,
        "kan betyde ekstremisme-online, hadefuld-tale",
        "can mean ekstremisme-online",
    ),
    ((*ADD, "--status", "offentlig"), 1, "“offentlig” kendes ikke her", "“offentlig” is not known here"),
    ((*ADD, "--language", "sv"), 2, "'sv' er ikke en af 'da', 'en'", "'sv' is not one of 'da', 'en'"),
    (
        (*ADD, "--date", "2019-02-30"),
        1,
        "2019-02-30 findes ikke i kalenderen",
        "2019-02-30 does not exist in the calendar",
    ),
    ((*ADD, "--date", "20199"), 1, "“20199” er ikke en dato", "“20199” is not a date"),
    ((*ADD, "--date", "0019"), 1, "året 0019 ligger ikke mellem", "the year 0019 is not between"),
    ((*ADD, "--date", "2020/2019"), 1, "slutter, før det begynder", "ends before it begins"),
    ((*ADD, "--isbn", "978-87-93445-58-2"), 1, "er ikke et ISBN", "is not an ISBN"),
    ((*ADD, "--doi", "10.x/berj"), 1, "er ikke en DOI", "is not a DOI"),
    ((*ADD, "--url", "javascript:alert(1)"), 1, "er ikke en webadresse", "is not a web address"),
    ((*ADD, "--slug", "Ikke En Slug!"), 1, "er ikke et id", "is not an id"),
    ((*ADD, "--slug", "udsyn"), 1, "“udsyn” er allerede brugt", "“udsyn” is taken already"),
    ((*ADD, "--person", "\x1b[31mRød"), 1, "kontroltegnet U+001B", "control character U+001B"),
    ((*ADD, "--person", " "), 1, "name: er tomt; skriv noget", "name: is empty; write something"),
    (("show", "no-such-slug"), 1, "ukendt post: “no-such-slug”", "unknown entry: “no-such-slug”"),
    (("show", "udsym"), 1, "mente du udsyn", "did you mean udsyn"),
    (("remove", "no-such-slug"), 1, "ukendt post", "unknown entry"),
    (("topics", "no such topic"), 1, "ukendt emne", "unknown topic"),
    (("search", "x", "--kind", "roman"), 1, "ukendt type: “roman”", "unknown kind: “roman”"),
    (("search", "x", "--topic", "fodbold"), 1, "ukendt emne: “fodbold”", "unknown topic: “fodbold”"),
    (("search", "x", "--year", "20199"), 1, "“20199” er ikke et år", "“20199” is not a year"),
    (("search", "x", "--year", "2020-2019"), 1, "slutter, før det begynder", "ends before it begins"),
    (("search", "x", "--language", "sv"), 2, "Se “ncfe-kb search --help”", "See “ncfe-kb search --help”"),
    (("search", "x", "--limit", "0"), 2, "0 ligger uden for", "0 is not in the range"),
    (("search", "x", "--page", "to"), 2, "er ikke et gyldigt tal", "is not a valid integer"),
    (("serach", "x"), 2, "Kommandoen 'serach' findes ikke", "No such command 'serach'"),
    (("add",), 2, "Der mangler et argument 'TYPE'", "Missing argument 'KIND'"),
    (("search", "--ynag"), 2, "Valget '--ynag' findes ikke", "No such option '--ynag'"),
    (("load", "no/such/folder"), 1, "kan ikke læses: filen eller mappen findes ikke", "cannot be read: No such file"),
    (("dump", "README.md/x"), 1, "kan ikke skrives", "cannot be written"),
]


@pytest.fixture
def ready(cli: Cli) -> Cli:
    cli("init")
    return cli


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """One home for all that is refused: nothing may change it."""
    cli = Cli(tmp_path_factory.mktemp("shared") / "home")
    cli("init")
    return cli


@pytest.mark.parametrize(("words", "code", "danish", "english"), BAD)
def test_bad_input_is_refused_in_one_line_and_changes_nothing(
    shared: Cli, words: tuple[str, ...], code: int, danish: str, english: str
) -> None:
    before = shared("index", "status", "--json").json["change"]
    for lang, start, expected in (("da", "Fejl: ", danish), ("en", "Error: ", english)):
        done = shared(*words, lang=lang)
        assert (done.code, done.out) == (code, "")
        assert done.err.startswith(start)
        assert expected in done.err
        assert len(done.err.splitlines()) == 1
        assert "\x1b" not in done.err
    assert shared("index", "status", "--json").json["change"] == before


ENTRY = b'slug = "et-vaerk"\nkind = "news"\n[title]\nda = "Et v\xc3\xa6rk"\n'

BAD_FILES = [
    (ENTRY + b'no_such_key = "x"\n', "title.no_such_key: er ikke et felt, der kendes her"),
    (b"public = 1\n" + ENTRY, "public: skal være true eller false"),
    (b"urls = 3\n" + ENTRY, "urls: skal være en liste"),
    (b'language = "no"\n' + ENTRY, "language: skal være en af 'da' or 'en'"),
    (ENTRY.replace(b'"news"', b"7"), "kind: skal være tekst"),
    (ENTRY.replace(b"\xc3\xa6", b"\xe6"), "linje 4 er ikke UTF-8-tekst"),
    (ENTRY + b"[title]\n", "linje 5"),
    (ENTRY.replace(b"et-vaerk", b"andet"), "filen skal hedde andet.toml"),
    (ENTRY.replace(b"news", b"roman"), "kind: ukendt type: “roman”"),
    (b'topics = ["fodbold"]\n' + ENTRY, "topics: ukendt emne: “fodbold”"),
    (b'audience = ["alle"]\n' + ENTRY, "audience: ukendt målgruppe: “alle”"),
    (b'relations = [{type = "part_of", target = "intet"}]\n' + ENTRY, "relations: ukendt post: “intet”"),
    (b'relations = [{type = "opfundet", target = "udsyn"}]\n' + ENTRY, "er ikke en relationstype"),
    (b'statuses = [{status = "ude"}]\n' + ENTRY, "statuses[1].status: “ude” er ikke en status"),
    (b'statuses = [{status = "published", date = "2019-13"}]\n' + ENTRY, "2019-13 findes ikke i kalenderen"),
    (b'identifiers = [{scheme = "issn", value = "2363-9848"}]\n' + ENTRY, "er ikke et ISSN"),
    (b"[episode]\nnumber = 1\n" + ENTRY.replace(b"[title]", b"[x]"), "x: er ikke et felt"),
    (ENTRY + b"[episode]\nnumber = 1\n", "episode: det har kun et podcastafsnit"),
    (b"x = " + b"[" * 5000, "nested"),
]


@pytest.mark.parametrize(("content", "expected"), BAD_FILES)
def test_a_folder_with_one_bad_file_loads_nothing_and_names_it(
    ready: Cli, tmp_path: Path, content: bytes, expected: str
) -> None:
    folder = tmp_path / "folder"
    ready("dump", str(folder))
    (folder / "entries" / "et-vaerk.toml").write_bytes(content)
    (folder / "entries" / "aarsmoede-2019.toml").write_bytes(
        (folder / "entries" / "aarsmoede-2019.toml").read_bytes().replace(b'date = "2019"', b'date = "2018"')
    )
    before = ready("index", "status", "--json").json["change"]
    done = ready("load", str(folder))
    assert done.code == 1
    assert "et-vaerk.toml" in done.err
    if expected != "nested":
        assert expected in done.err
    assert len(done.err.splitlines()) == 1
    assert ready("index", "status", "--json").json["change"] == before


@pytest.mark.sqlite
def test_a_database_of_a_newer_version_is_left_alone(ready: Cli) -> None:
    with sqlite3.connect(ready.home / "catalogue.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    done = ready("search", "exit", lang="en")
    assert done.code == 1
    assert "newer version of ncfe-kb (schema 9999); upgrade ncfe-kb" in done.err


@pytest.mark.sqlite
def test_a_file_that_is_no_database_is_left_alone(ready: Cli) -> None:
    database = ready.home / "catalogue.db"
    for file in ready.home.glob("catalogue.db-*"):
        file.unlink()
    database.write_bytes(b"Dette er ikke en database. " * 100)
    done = ready("search", "exit")
    assert (done.code, done.out) == (1, "")
    assert "er ikke et katalog, der kan åbnes: filen er ikke en database" in done.err


@pytest.mark.sqlite
def test_another_programs_database_is_left_alone(cli: Cli) -> None:
    cli.home.mkdir()
    with sqlite3.connect(cli.home / "catalogue.db") as database:
        database.execute("CREATE TABLE bookmarks (url)")
    done = cli("search", "exit", lang="en")
    assert done.code == 1
    assert "it belongs to another program" in done.err


@pytest.mark.parametrize("command", [["search", "exit"], ["init"], ["list"]])
def test_a_home_that_cannot_be_made_is_said(cli: Cli, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    done = cli(*command, home=tmp_path / "file" / "home")
    assert (done.code, done.out) == (1, "")
    assert "kan ikke skrives: en del af stien er ikke en mappe" in done.err


def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir(mode=0o500)
    # The superuser may write everywhere, unless that power is taken away.
    powerless = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*powerless, sys.executable, "-m", "ncfe_kb", "--home", str(place / "home"), "--lang", "en", "search", "exit"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == f"Error: {place}/home cannot be written: Permission denied\n"


def test_an_unexpected_fault_is_one_line_too(ready: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ncfe_kb.cli.pages.show_kinds", lambda *_: 1 / 0)
    done = ready("kinds", lang="en")
    assert done.code == 1
    assert done.err.startswith("Error: unexpected fault: ZeroDivisionError")
    monkeypatch.setenv("NCFE_KB_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        ready("kinds")
