"""No line that a person reads is wider than the terminal, whatever the letters: wide, combining, without a space."""

from pathlib import Path

import pytest
from cli_runner import Cli

from ncfe_kb import Catalogue, Contributor, DatedStatus, Entry, Person, Series, Text, Topic
from ncfe_kb.cli.terminal import width

WIDE = "極端主義の予防に関する研究と実践についての長い題名です" * 4
COMBINING = " ".join(["a\u0301e\u0308o\u0323rhed"] * 30)
LONG = "Menneskerettighedsforkæmperorganisationsmedlemskabskontingentopkrævningsbrev" * 3
ODD = (WIDE, COMBINING, LONG, f"{WIDE[:30]} og {LONG} med {COMBINING}")
READING = (
    "search",
    "search ekstremisme --explain --group --limit 100",
    "list",
    "show odd-0",
    "show odd-1",
    "show odd-2",
    "show odd-3",
    "topics",
    "topics odd-topic",
    "kinds",
    "complete o",
    "similar odd-0",
    "suggest odd-0",
    "duplicates",
    "history",
    "report 2019 --list",
    "doctor",
    "index status",
    "import {place}/bad.jsonl",
    "import {place}/bad.jsonl --dry-run",
)


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The centre's catalogue with works, a topic, a series and people of odd names."""
    place = tmp_path_factory.mktemp("odd")
    with Catalogue.open(place / "home") as kb:
        kb.add(
            Topic(
                id="odd-topic", preferred_label=Text(da=WIDE), definition=Text(da=COMBINING), broader=("ekstremisme",)
            ),
            Topic(id="odd-topic-2", preferred_label=Text(da=LONG), broader=("odd-topic",)),
            Series(id="odd-series", title=Text(da=WIDE)),
            Person(id="odd-person", name=WIDE[:60]),
        )
        for number, title in enumerate(ODD):
            kb.add(
                Entry(
                    slug=f"odd-{number}",
                    kind="news",
                    title=Text(da=title),
                    abstract=Text(da=f"ekstremisme {title}"),
                    date="2019-05-01",
                    language="da",
                    series="odd-series",
                    topics=("odd-topic",),
                    contributors=(
                        Contributor(name=WIDE[:60], role="author", person="odd-person"),
                        Contributor(name=COMBINING[:80], role="editor", affiliation=LONG[:150]),
                    ),
                    statuses=(DatedStatus(status="published", date="2019-05-01", wording=WIDE),),
                    notes=Text(da=WIDE),
                )
            )
    (place / "bad.jsonl").write_text(f'{{"kind": "{WIDE}", "title": {{"da": "x"}}}}\n')
    return place


@pytest.mark.parametrize("line", READING)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_no_line_is_wider_than_the_terminal(odd: Path, line: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    done = Cli(odd / "home")(*line.format(place=odd).split(), lang=lang)
    assert done.out
    assert [one for one in done.out.splitlines() if width(one) > 80 and "://" not in one] == []
