"""One catalogue in PostgreSQL, for several machines: each has a home of its own, with an index that follows."""

import io
import os
import re
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from cli_runner import Cli
from conftest import VOCABULARY, make_entry
from servers import new_database, run

from ncfe_kb import Busy, Catalogue, DamagedDatabase, InvalidAddress, NotWritable, Text, Unreachable
from ncfe_kb.storage import Store, postgresql
from ncfe_kb.storage.postgresql import PostgreSQL

Machine = Callable[[str], Catalogue]


@pytest.fixture
def address(server: str) -> Iterator[str]:
    _ = server
    with new_database() as made:
        yield made


@pytest.fixture
def machine(address: str, tmp_path: Path) -> Iterator[Machine]:
    """Opens the catalogue as a machine of this name does: in a home of its own."""
    with ExitStack() as opened:

        def open_on(name: str) -> Catalogue:
            return opened.enter_context(Catalogue.open(tmp_path / name, database=address, starter=False))

        open_on("first").put(*VOCABULARY)
        yield open_on


def found(kb: Catalogue, text: str = "") -> set[str]:
    return {hit.slug for hit in kb.search(text, limit=None)}


def test_what_one_machine_writes_the_other_finds_at_once(machine: Machine) -> None:
    one, other = machine("one"), machine("other")
    one.add(make_entry("a", title=Text(da="nynazisme")))
    assert found(other, "nynazisme") == {"a"}
    other.put(make_entry("a", title=Text(da="en mentor")))
    assert found(one, "nynazisme") == set()
    assert found(one, "mentor") == {"a"}
    other.undo(other.history(limit=1)[0].id)
    assert found(one, "nynazisme") == {"a"}
    one.remove("a")
    assert found(other) == set()
    assert other.history() == one.history()


def test_a_machine_that_was_away_catches_up(machine: Machine, tmp_path: Path) -> None:
    one = machine("one")
    with machine("away") as away:
        one.add(make_entry("before"))
        assert found(away) == {"before"}
    for number in range(30):
        one.add(*(make_entry(f"w-{number}-{each}") for each in range(5)))
    one.remove("before")
    assert found(machine("away")) == {f"w-{number}-{each}" for number in range(30) for each in range(5)}
    assert (tmp_path / "away" / "index").is_dir()


def test_a_change_that_is_committed_late_is_not_skipped(machine: Machine) -> None:
    slow, quick, reader = machine("slow"), machine("quick"), machine("reader")
    is_open, may_end = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with slow.changes("slow"):
            slow.add(make_entry("early-number"))
            is_open.set()
            may_end.wait()

    writers = [threading.Thread(target=write_slowly), threading.Thread(target=lambda: quick.add(make_entry("late")))]
    writers[0].start()
    is_open.wait()
    writers[1].start()
    assert found(reader) == set()
    writers[1].join(0.5)  # it would be done long since, and have a later number than what is not committed yet
    assert found(reader) == set()
    may_end.set()
    for writer in writers:
        writer.join()
    assert found(reader) == {"early-number", "late"}
    assert [one.entries for one in reader.history(limit=2)] == [1, 1]
    assert reader.history("early-number")[0].id < reader.history("late")[0].id


def test_numbers_that_were_given_back_leave_a_gap_that_stops_nobody(machine: Machine) -> None:
    one, other = machine("one"), machine("other")

    def write_in_vain() -> None:
        with one.changes("in vain"):
            one.add(make_entry("never"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_in_vain()
    one.add(make_entry("a"))
    assert found(other) == {"a"}
    assert other.index_status().is_current


def test_a_reader_sees_one_state_while_others_write(machine: Machine, address: str) -> None:
    kb = machine("one")
    kb.add(make_entry("a"))
    with closing(Store.open(PostgreSQL(address))) as store:
        with store.reading() as reader:
            assert reader.ids("entry") == {"a"}
            kb.add(make_entry("b"))
            assert reader.ids("entry") == {"a"}
        with store.reading() as reader:
            assert reader.ids("entry") == {"a", "b"}


def test_a_writer_that_waits_for_too_long_is_told(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "PATIENCE", 0.2)
    one, other = machine("one"), machine("other")
    with one.changes("slow"):
        one.add(make_entry("a"))
        refused: list[BaseException] = []

        def write() -> None:
            try:
                other.add(make_entry("b"))
            except Busy as error:
                refused.append(error)

        writer = threading.Thread(target=write)
        writer.start()
        writer.join()
    assert len(refused) == 1
    assert found(other) == {"a"}


def test_connections_that_the_server_cut_are_made_again(machine: Machine) -> None:
    kb = machine("one")
    run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'test%'")
    kb.add(make_entry("a"))
    assert found(kb) == {"a"}


def test_a_process_that_forks_uses_connections_of_its_own(machine: Machine) -> None:
    kb = machine("one")
    kb.add(make_entry("a"))
    child = os.fork()
    if not child:  # without pytest's own ending
        try:
            is_right = found(kb) == {"a"}
            kb.add(make_entry("b"))
        finally:
            os._exit(0 if is_right else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert found(kb) == {"a", "b"}


# Moving, backups


def test_the_command_line_says_where_it_made_a_catalogue_and_moves_it(
    address: str, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("init")
    moved = cli("move", address, lang="en")
    assert re.fullmatch(r"Copied [\d,]+ rows to postgresql\+psycopg://ncfe@/test_\w+ and compared them\.\n", moved.err)
    assert cli("move", address).code == 1
    monkeypatch.setenv("NCFE_KB_DATABASE", address)
    assert cli("search", "højreekstremisme", "--json", home=tmp_path / "machine").json["total"] > 0
    with new_database() as empty:
        monkeypatch.setenv("NCFE_KB_DATABASE", empty)
        made = cli("init", home=tmp_path / "another", lang="en")
        assert made.err.startswith("Made a catalogue in postgresql+psycopg://ncfe@/test_")


def test_a_catalogue_moves_there_and_back_with_its_history(address: str, tmp_path: Path, starter: Catalogue) -> None:
    def dumped(kb: Catalogue) -> str:
        kb.dump(tmp_path / "all.jsonl")
        return (tmp_path / "all.jsonl").read_text()

    with Catalogue.open(tmp_path / "file") as kb:
        kb.put(starter["fa-ravndal-2019"].with_(title=Text(da="En ny titel – med æ, ø og å")))
        moved = kb.move(address)
        assert moved.rows > len(kb)
        history, text = kb.history(), dumped(kb)
    with Catalogue.open(tmp_path / "machine", database=address) as there:
        assert (there.history(), dumped(there)) == (history, text)
        there.remove("fa-ravndal-2019", drop_relations=True)
        assert there.history()[0].id > history[0].id
        there.undo(there.history()[0].id)
        assert dumped(there) == text
        there.move(tmp_path / "back")
        history = there.history()
    with Catalogue.open(tmp_path / "back") as back:
        assert (back.history(), dumped(back)) == (history, text)
        assert back.search("en ny titel").hits[0].slug == "fa-ravndal-2019"


def test_a_place_that_has_a_catalogue_is_left_alone(machine: Machine, address: str, tmp_path: Path) -> None:
    kb = machine("one")
    with Catalogue.open(tmp_path / "file") as other, pytest.raises(NotWritable):
        other.move(address)
    with pytest.raises(NotWritable):
        kb.move(tmp_path / "file")
    assert list(kb) == []


def test_a_copy_that_differs_is_not_kept(address: str, tmp_path: Path) -> None:
    run(
        """
        CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN NEW.shape := 'course'; RETURN NEW; END $$;
        CREATE FUNCTION set_spoiling() RETURNS event_trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT FROM pg_event_trigger_ddl_commands() WHERE object_identity = 'public.kind') THEN
                CREATE TRIGGER spoiling BEFORE INSERT ON kind FOR EACH ROW EXECUTE FUNCTION spoil();
            END IF;
        END $$;
        CREATE EVENT TRIGGER spoiling ON ddl_command_end WHEN TAG IN ('CREATE TABLE')
        EXECUTE FUNCTION set_spoiling();
        """,
        address,
    )
    with Catalogue.open(tmp_path / "file") as kb, pytest.raises(DamagedDatabase):
        kb.move(address)
    assert not Catalogue.exists(tmp_path, database=address)


def test_a_backup_is_a_file_that_any_catalogue_can_be_made_of(machine: Machine, address: str, tmp_path: Path) -> None:
    kb = machine("one")
    kb.add(make_entry("a"))
    kb.backup(tmp_path / "backup")
    kb.add(make_entry("later"))
    assert (tmp_path / "backup").stat().st_mode & 0o777 == 0o600
    with Catalogue.restore(tmp_path / "backup", tmp_path / "file") as restored:
        assert list(restored) == ["a"]
        assert restored.history() == kb.history()[1:]
    with new_database() as other, Catalogue.restore(tmp_path / "backup", tmp_path / "m", database=other) as restored:
        assert found(restored) == {"a"}
        restored.add(make_entry("b"))
        assert restored.history()[0].id == 3
    with pytest.raises(NotWritable):
        Catalogue.restore(tmp_path / "backup", tmp_path / "m2", database=address)


def test_doctor_finds_a_reference_to_nothing(machine: Machine, address: str) -> None:
    kb = machine("one")
    kb.add(make_entry("a", topics=("nynazisme",)))
    run("SET session_replication_role = replica; UPDATE entry_topic SET value = 'gone'", address)
    assert [one.where for one in kb.doctor() if one.check == "references"] == ["entry_topic a"]


# What does not work is told, without a password


SECRET = "hemmelig-kode"


@pytest.mark.parametrize(
    ("address", "error"),
    [
        (f"postgresql+psycopg://nn:{SECRET}@127.0.0.1:1/x", Unreachable),
        (f"postgresql+psycopg://nn:{SECRET}@no.such.host.invalid/x", Unreachable),
        (f"postgresql+psycopg://nn:{SECRET}@127.0.0.1:port/x", InvalidAddress),
        (f"postgresql+psycopg://nn:{SECRET}@127.0.0.1", InvalidAddress),
        (f"mysql://nn:{SECRET}@127.0.0.1/x", InvalidAddress),
        (f"{SECRET}", InvalidAddress),
        (f"postgresql+psycopg://nn:{SECRET}@/x?no_such_option={SECRET}", InvalidAddress),
        (f"postgresql+psycopg://nn@127.0.0.1:1/x?password={SECRET}", Unreachable),
    ],
)
def test_no_password_is_in_an_error_or_its_traceback(
    address: str, error: type[Exception], tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(error) as raised:
        Catalogue.open(tmp_path / "home", database=address)
    told = io.StringIO()
    traceback.print_exception(raised.value, file=told)
    monkeypatch.setenv("NCFE_KB_DATABASE", address)
    result = cli("search", "exit")
    assert result.code == 1
    assert len(result.err.splitlines()) == 1
    assert SECRET not in told.getvalue() + repr(raised.value) + result.err + result.out


def test_the_server_says_who_may_not_enter_and_what_is_not_there(server: str, tmp_path: Path) -> None:
    for wrong in (server.replace("ncfe@", "nobody@"), server.replace("/postgres?", "/no_such_database?")):
        with pytest.raises(Unreachable, match="does not exist"):
            Catalogue.open(tmp_path / "home", database=wrong)


def test_a_database_of_another_program_is_left_alone(address: str, tmp_path: Path) -> None:
    run("CREATE TABLE something (id int)", address)
    with pytest.raises(DamagedDatabase):
        Catalogue.open(tmp_path / "home", database=address)


def test_without_its_extra_the_command_that_installs_it_is_told(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from ncfe_kb import Catalogue, MissingExtra\n"
        "try: Catalogue.open('never', database='postgresql+psycopg://nn@localhost/x')\n"
        "except MissingExtra as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "psycopg is not installed; run: pip install 'ncfe-kb[postgres]'\n"
