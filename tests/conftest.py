"""What tests share: a catalogue in memory, one in a folder, and an entry with sensible defaults."""

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from cli_runner import Cli
from servers import IS_USED, SERVER, place
from tallies import TALLIES

from ncfe_kb import Catalogue, Contributor, Entry, Kind, Person, Text, Topic

pytest.register_assert_rewrite("search_contract", "tampering")  # so that its failures tell what differs

ROOT = Path(__file__).parent.parent
STARTER = ROOT / "catalog"
MakeEntry = Callable[..., Entry]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how much was tried, where much was, and what tests measured that passed."""
    for what, numbers in TALLIES.items():
        if not numbers:
            continue
        each = ", ".join(f"{name} {number:,}" for name, number in numbers.items())
        terminalreporter.write_line(f"{numbers.total():,} {what}: {each}")
    for report in terminalreporter.getreports("passed"):
        for name, said in report.user_properties:
            if name == "measured":
                terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {said}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand over how much was tried, where tests are shared among processes."""
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        output["tallies"] = {what: dict(numbers) for what, numbers in TALLIES.items()}


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Add what a process tried to what the others did."""
    for what, numbers in getattr(node, "workeroutput", {}).get("tallies", {}).items():
        TALLIES[what].update(numbers)


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


def complete(slug: str, **fields: Any) -> Entry:
    """Return a published work that lacks nothing."""
    author = Contributor(name="Åse Holm", role="author", person="holm-aase")
    given = {"date": "2019", "language": "da", "contributors": (author,), "urls": ("https://example.org/",)}
    return make_entry(slug, **{**given, **fields})


@pytest.fixture
def entry() -> MakeEntry:
    return make_entry


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgres", action="store_true", help="keep the tests' catalogues in PostgreSQL")


def pytest_configure() -> None:
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # in the background, and so it would be in all that is run
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if IS_USED and not SERVER:
        pytest.exit("SKIPPED: there is no PostgreSQL server", returncode=0)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, on PostgreSQL, what has no database or needs SQLite's own file."""
    if IS_USED:
        kept = [item for item in items if "database" in item.fixturenames and not item.get_closest_marker("sqlite")]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> Iterator[str | None]:
    """The database of a test's catalogues on the server; None for the file in their home."""
    with place() as address:
        if address:
            monkeypatch.setenv("NCFE_KB_DATABASE", address)
        yield address


@pytest.fixture
def elsewhere() -> Iterator[Callable[[], str | None]]:
    """Makes another database, as `database` does."""
    with ExitStack() as made:
        yield lambda: made.enter_context(place())


@pytest.fixture
def server() -> str:
    """The address of a PostgreSQL server."""
    if not SERVER:
        pytest.skip("there is no PostgreSQL server: run scripts/with-postgres pytest")
    return SERVER


@pytest.fixture
def kb(database: str | None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """A catalogue with a small vocabulary and no entries, in memory where that is possible."""
    home = tmp_path_factory.mktemp("kb")
    with Catalogue.open(home, starter=False) if database else Catalogue.in_memory() as catalogue:
        catalogue.put(*VOCABULARY)
        yield catalogue


@pytest.fixture
def home(tmp_path: Path, database: str | None) -> Path:
    """A folder for a catalogue that is not there yet."""
    _ = database  # where it keeps its records
    return tmp_path / "home"


@pytest.fixture
def sound(home: Path) -> Iterator[Catalogue]:
    """A catalogue in a folder in which nothing is wrong or worth a look."""
    with Catalogue.open(home, starter=False) as catalogue:
        catalogue.put(*VOCABULARY, complete("a"), complete("b", language="en"), complete("c"))
        yield catalogue


@pytest.fixture(scope="module")
def pool() -> Iterator[Catalogue]:
    """A catalogue with all that drawn entries refer to."""
    from strategies import POOL  # here, since most tests draw none

    with Catalogue.in_memory() as kb:
        kb.put(*POOL)
        yield kb


@pytest.fixture(scope="session")
def starter() -> Iterator[Catalogue]:
    """The centre's catalogue, in memory; tests only read it."""
    with Catalogue.in_memory(starter=True) as catalogue:
        yield catalogue


@pytest.fixture(scope="session")
def catalogue() -> Iterator[Catalogue]:
    """A catalogue with everything that is easily shown wrongly on a website; tests only read it."""
    from published import prepared

    with prepared() as catalogue:
        yield catalogue


@pytest.fixture(scope="session")
def site(catalogue: Catalogue) -> Iterator[str]:
    """Where that catalogue is served."""
    from published import served

    with served(catalogue) as base:
        yield base


@pytest.fixture(scope="session")
def edge(catalogue: Catalogue) -> Iterator[Any]:
    """The same in the tests' own process, which follows no redirects and tells faults as a visitor sees them."""
    from answered import BASE
    from starlette.testclient import TestClient

    from ncfe_kb.web import create_app

    app = create_app(catalogue, base_url=BASE)
    with TestClient(app, base_url=BASE, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A real browser; only while a module needs it, since it brings a loop of its own."""
    from browsing import chromium

    with chromium() as started:
        yield started


@pytest.fixture
def cli(home: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command line on a home that is made empty on first use of `init --empty`, else with the starter."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LANGUAGE", "en")  # so that what the run sets is taken back
    return Cli(home)
