"""Index files are pickles, and reading them runs them: none that somebody else may have written is read."""

import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_runner import Cli
from conftest import VOCABULARY, make_entry

from ncfe_kb import Catalogue, NotPrivate
from ncfe_kb.search.whoosh_sealed import SealedStorage

NOBODY = 65534
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser can give files away")


class Poison:
    """What makes a file when it is read."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> Any:
        return Path.touch, (self.file,)


@pytest.fixture
def made(home: Path) -> Path:
    """A catalogue with one work."""
    with Catalogue.open(home, starter=False) as kb:
        kb.put(*VOCABULARY, make_entry("a"))
    return home


@pytest.fixture
def poisoned(made: Path, tmp_path: Path) -> Iterator[Path]:
    """The same, with an index that somebody wrote who knows how; it must never be read."""
    (generation,) = (path for path in (made / "index").iterdir() if path.is_dir())
    header = next(generation.glob("_MAIN_*.toc")).read_bytes()[:14]
    stream = SealedStorage(str(generation)).create_file("_MAIN_99.toc")
    stream.write(header)
    stream.write_string(pickle.dumps(Poison(tmp_path / "was-run")))
    stream.close()
    yield made
    assert not (tmp_path / "was-run").exists()


def generation_of(home: Path) -> Path:
    return home / "index" / (home / "index" / "current").read_text()


def test_the_poison_of_these_tests_works(poisoned: Path, tmp_path: Path) -> None:
    code = "import sys; from ncfe_kb import Catalogue\nwith Catalogue.open(sys.argv[1]) as kb: kb.search()"
    subprocess.run([sys.executable, "-c", code, str(poisoned)], check=True)
    (tmp_path / "was-run").unlink()


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o720, 0o702])
def test_an_index_that_others_may_write_is_not_read(poisoned: Path, mode: int) -> None:
    (poisoned / "index").chmod(mode)
    with Catalogue.open(poisoned) as kb:
        for ask in (kb.search, kb.topic_counts, kb.index_status, kb.rebuild_index, lambda: kb.complete("t")):
            with pytest.raises(NotPrivate) as refused:
                ask()
            assert refused.value.path == str(poisoned / "index")
        assert kb["a"].slug == "a"


def test_a_change_is_made_though_the_index_cannot_follow(poisoned: Path) -> None:
    (poisoned / "index").chmod(0o777)
    with Catalogue.open(poisoned) as kb:
        kb.add(make_entry("b"))
        assert set(kb) == {"a", "b"}
        assert {one.where for one in kb.doctor() if one.is_wrong} == {str(poisoned / "index")}
        assert [one for one in kb.doctor(fix=True) if one.is_wrong] == []
        assert {hit.slug for hit in kb.search("titel")} == {"a", "b"}


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702])
@pytest.mark.parametrize("pattern", [".", "*.toc"])
def test_within_a_private_folder_what_others_may_write_is_made_again_unread(
    poisoned: Path, pattern: str, mode: int
) -> None:
    for path in [generation_of(poisoned)] if pattern == "." else generation_of(poisoned).glob(pattern):
        path.chmod(mode)
    with Catalogue.open(poisoned) as kb:
        assert [hit.slug for hit in kb.search("titel")] == ["a"]
        assert [one for one in kb.doctor() if one.is_wrong] == []


@as_root
def test_an_index_of_another_user_is_not_read(poisoned: Path) -> None:
    os.chown(poisoned / "index", NOBODY, NOBODY)
    with Catalogue.open(poisoned) as kb:
        with pytest.raises(NotPrivate, match="belongs to another user"):
            kb.search()
        assert [one.where for one in kb.doctor() if one.is_wrong] == [str(poisoned / "index")]
        shutil.rmtree(poisoned / "index")
        assert kb.search("titel").total == 1


@as_root
@pytest.mark.parametrize("pattern", [".", "*.toc", "*.seg"])
def test_within_a_private_folder_what_belongs_to_another_user_is_made_again(made: Path, pattern: str) -> None:
    for path in [generation_of(made)] if pattern == "." else generation_of(made).glob(pattern):
        os.chown(path, NOBODY, NOBODY)
    before = generation_of(made)
    with Catalogue.open(made) as kb:
        assert [hit.slug for hit in kb.search("titel")] == ["a"]
    assert generation_of(made) != before


def test_the_command_line_says_so_in_one_line_and_doctor_mends_it(cli: Cli) -> None:
    cli("init", "--empty")
    cli("load", str(Path(__file__).parent.parent / "catalog" / "kinds.toml"))
    index = cli.home / "index"
    index.chmod(0o777)
    refused = cli("search", "exit")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == (
        f"Fejl: {index} kan ikke læses sikkert: andre kan skrive der; kør ncfe-kb doctor --fix, eller brug chmod 700\n"
    )
    english = f"Error: {index} is not safe to read: others may write there; run ncfe-kb doctor --fix, or chmod 700\n"
    assert cli("search", "exit", lang="en").err == english
    added = cli("add", "news", "--title-da", "Nyt")
    assert (added.code, added.out) == (0, "nyt\n")
    assert cli("doctor").code == 1
    assert cli("doctor", "--fix").code == 0
    assert "Nyt" in cli("search", "nyt").out


@pytest.mark.parametrize("umask", ["0", "0002", "0022", "0077"])
def test_whatever_the_umask_a_new_catalogue_is_for_its_owner_alone_and_is_read(tmp_path: Path, umask: str) -> None:
    home = tmp_path / "deep" / "home"
    code = (
        "import os, sys; os.umask(int(sys.argv[1], 8)); from ncfe_kb import Catalogue; kb = Catalogue.open(sys.argv[2])"
    )
    code += "; kb.search(); kb.remove(next(iter(kb)), drop_relations=True); before = os.listdir(sys.argv[2] + '/index')"
    code += "; Catalogue.open(sys.argv[2]).search(); assert os.listdir(sys.argv[2] + '/index') == before"
    subprocess.run([sys.executable, "-c", code, umask, str(home)], check=True)
    folders = [home, *(path for path in (home / "index").rglob("*") if path.is_dir()), home / "index"]
    assert [path for path in folders if path.stat().st_mode & 0o777 != 0o700] == []
    assert [path for path in (home / "index").rglob("*") if path.stat().st_mode & 0o022] == []
