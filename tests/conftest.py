"""What tests share: a catalogue in memory, one in a folder, and an entry with sensible defaults."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_runner import Cli

from ncfe_kb import Catalogue, Entry, Kind, Person, Text, Topic

pytest.register_assert_rewrite("search_contract")  # so that its failures tell what differs

ROOT = Path(__file__).parent.parent
STARTER = ROOT / "catalog"
MakeEntry = Callable[..., Entry]
FUZZED: Counter[str] = Counter()
"""How many made-up inputs each reader really got in this run: see test_fuzz."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how many made-up inputs were tried, where any were."""
    if FUZZED:
        each = ", ".join(f"{name} {number:,}" for name, number in FUZZED.items())
        terminalreporter.write_line(f"{FUZZED.total():,} made-up inputs: {each}")


VOCABULARY = (
    Kind(id="news", label=Text(da="nyhed", en="news item"), plural=Text(da="nyheder", en="news items")),
    Kind(
        id="podcast_episode",
        label=Text(da="podcastafsnit", en="podcast episode"),
        plural=Text(da="podcastafsnit", en="podcast episodes"),
        shape="episode",
    ),
    Topic(id="ekstremisme", preferred_label=Text(da="ekstremisme", en="extremism")),
    Topic(
        id="hoejreekstremisme",
        preferred_label=Text(da="højreekstremisme", en="right-wing extremism"),
        alternative_labels={"en": ["far right"]},
        broader=("ekstremisme",),
    ),
    Topic(id="nynazisme", preferred_label=Text(da="nynazisme", en="neo-Nazism"), broader=("hoejreekstremisme",)),
    Person(id="holm-aase", name="Åse Holm", name_variants=("Aase Holm",)),
)
"""A small vocabulary to describe entries with."""


def make_entry(slug: str = "et-vaerk", **fields: Any) -> Entry:
    """Return a published news item with a Danish title, with what the test cares about changed."""
    given = {"kind": "news", "title": Text(da=f"Titel på {slug}"), "statuses": ({"status": "published"},), **fields}
    return Entry(slug=slug, **given)


@pytest.fixture
def entry() -> MakeEntry:
    return make_entry


@pytest.fixture
def kb() -> Iterator[Catalogue]:
    """A catalogue in memory with a small vocabulary and no entries."""
    with Catalogue.in_memory() as catalogue:
        catalogue.put(*VOCABULARY)
        yield catalogue


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder for a catalogue that is not there yet."""
    return tmp_path / "home"


@pytest.fixture(scope="session")
def starter() -> Iterator[Catalogue]:
    """The centre's catalogue, in memory; tests only read it."""
    with Catalogue.in_memory(starter=True) as catalogue:
        yield catalogue


@pytest.fixture
def cli(home: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command line on a home that is made empty on first use of `init --empty`, else with the starter."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LANGUAGE", "en")  # so that what the run sets is taken back
    return Cli(home)
