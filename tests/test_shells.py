"""TAB in real shells: what is completed, quoted as the shell wants it, and what is listed."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest
from conftest import VOCABULARY, complete

from ncfe_kb import Catalogue, Contributor
from ncfe_kb.cli.completing import SHELLS

pytestmark = pytest.mark.slow
ARGUMENTS = {"bash": ["--norc", "--noprofile", "-i"], "zsh": ["-f", "-i"], "fish": ["--no-config", "-i"]}
READY = {
    "bash": 'PS1="ready> "; eval "$(ncfe-kb completion bash)"',
    "zsh": "PS1='ready> '; autoload -Uz compinit; compinit -u -D; eval \"$(ncfe-kb completion zsh)\"",
    "fish": "function fish_prompt; echo -n 'ready> '; end; ncfe-kb completion fish | source",
}
LETTERS = "æ, ø og “anførsel” $(true) it's"
Shell = Callable[[str], str]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the command in bin/, and the centre's catalogue in home/."""
    place = tmp_path_factory.mktemp("shells")
    command = place / "bin" / "ncfe-kb"
    command.parent.mkdir()
    command.write_text(f"#!{sys.executable}\nfrom ncfe_kb.cli import main\nmain()\n")
    command.chmod(0o755)
    (place / "work").mkdir()
    (place / "work" / "mine filer.toml").touch()
    with Catalogue.open(place / "home") as catalogue:
        catalogue.add(complete("saerlig", contributors=(Contributor(name=LETTERS, role="author"),)))
    return place


class Terminal:
    """A shell in a terminal, with completion as the README sets it up."""

    def __init__(self, name: str, place: Path) -> None:
        unwanted = ("COV", "NCFE", "LC_", "LANG")
        kept = {key: value for key, value in os.environ.items() if not key.startswith(unwanted)}
        self.process = pexpect.spawn(
            name,
            ARGUMENTS[name],
            env={
                **kept,
                "PATH": f"{place / 'bin'}:{os.environ['PATH']}",
                "HOME": str(place / "work"),
                "NCFE_KB_HOME": str(place / "home"),
                "LANG": "C.UTF-8",
                "TERM": "xterm",
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            },
            cwd=place / "work",
            encoding="utf-8",
            timeout=10,
            dimensions=(40, 200),
        )
        self.process.sendline(READY[name])
        self.process.sendline("echo is'-'up")
        self.process.expect("is-up")

    def words(self, typed: str) -> list[str]:
        """Return the words of the line after TAB, as the shell hands them to a program."""
        self.process.send(f"{typed}\t\x01printf '<%s>\\n' \x05 end'-'here\r")
        self.process.expect("<end-here>")
        shown = self.process.before or ""
        return [line[1:-1] for line in shown.splitlines() if line.startswith("<") and line.endswith(">")]

    def listed(self, typed: str, *expected: str) -> None:
        """Check what is listed after TAB, which bash wants pressed twice."""
        self.process.send(f"{typed}\t\t" if "bash" in str(self.process.command) else f"{typed}\t")
        for text in expected:
            self.process.expect_exact(text)
        self.process.send("\x03")


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest, place: Path) -> Iterator[Terminal]:
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed: apt-get install {request.param}")
    terminal = Terminal(request.param, place)
    yield terminal
    terminal.process.close(force=True)


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ("ncfe-kb sugg", "suggest"),
        ("ncfe-kb --la", "--lang"),
        ("ncfe-kb person for", "forget"),
        ("ncfe-kb show fa-prop", "fa-propaganda-richards-2019"),
        ("ncfe-kb list --kind forskningsres", "forskningsresumé"),
        ("ncfe-kb list --topic højreeks", "højreekstremisme"),
        ("ncfe-kb list --topic hoejreeks", "hoejreekstremisme"),
        ("ncfe-kb list --topic=hoejreeks", "--topic=hoejreekstremisme"),
        ("ncfe-kb list --topic 'right-wing ex", "right-wing extremism"),
        ("ncfe-kb list --person Christopher", "Christopher Kehlet Ebbrecht"),
        ('ncfe-kb list --person "Christopher K', "Christopher Kehlet Ebbrecht"),
        ("ncfe-kb list --person æ", LETTERS),
        ("ncfe-kb list --person 'æ", LETTERS),
        ('ncfe-kb list --person "æ', LETTERS),
        ("ncfe-kb list --series uds", "udsyn"),
        ("ncfe-kb status udsyn in_cons", "in_consultation"),
        ("ncfe-kb report 2019 --format mark", "markdown"),
        ("ncfe-kb load mine", "mine filer.toml"),
        ("ncfe-kb show nothing-of-that-name", "nothing-of-that-name"),
    ],
)
def test_tab_completes_the_word_and_quotes_it(shell: Terminal, typed: str, last: str) -> None:
    assert shell.words(typed)[-1] == last


def test_tab_lists_what_there_is(shell: Terminal) -> None:
    shell.listed("ncfe-kb show fa-", "fa-exit-christensen-2019", "fa-ravndal-2019")


def test_zsh_and_fish_say_what_each_is(shell: Terminal) -> None:
    if "bash" in str(shell.process.command):
        pytest.skip("bash lists names alone")
    shell.listed("ncfe-kb show fa-", "fa-propaganda-richards-2019", "Propaganda i ekstremistisk")


def test_the_home_and_language_on_the_line_count(shell: Terminal, place: Path) -> None:
    with Catalogue.open(place / "other", starter=False) as other:
        other.put(*VOCABULARY, complete("et-andet-sted"))
    assert shell.words(f"ncfe-kb --home {place}/other show et-a")[-1] == "et-andet-sted"
