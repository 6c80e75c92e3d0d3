"""A short text that tells of a work."""

import pytest
from cli_runner import Cli
from conftest import make_entry

from ncfe_kb import Catalogue, Contributor, InvalidRecord, Text, UnknownRecord
from ncfe_kb.catalogue.syndicating.announcing import first_sentences

BASE = "https://example.org"
AASE = Contributor(name="Åse Holm", role="author", person="holm-aase")


@pytest.fixture
def stocked(kb: Catalogue) -> Catalogue:
    """A catalogue with a work that has something to tell."""
    kb.put(
        make_entry(
            "vaerk",
            title=Text(da="Veje ud"),
            date="2019-03",
            contributors=(AASE, Contributor(name="Bo Bæk", role="author")),
            abstract=Text(da="Om exit. Skrevet med bl.a. Red Barnet.", en="On exit."),
            urls=("https://example.org/vaerk.pdf",),
        )
    )
    return kb


def test_a_work_is_told_by_what_it_says_of_itself(stocked: Catalogue) -> None:
    assert stocked.announce("vaerk", base=BASE).text == (
        "Veje ud\nÅse Holm og Bo Bæk · nyhed · 2019\n\n"
        "Om exit. Skrevet med bl.a. Red Barnet.\n\n"
        "https://example.org/da/works/vaerk"
    )


def test_it_is_told_in_the_language_that_is_wanted(stocked: Catalogue) -> None:
    assert stocked.public.announce("vaerk", language="en", base=BASE).text == (
        "Veje ud (in Danish only)\nÅse Holm and Bo Bæk · news item · 2019\n\n"
        "On exit.\n\n"
        "https://example.org/en/works/vaerk"
    )


def test_without_a_base_it_is_told_where_the_work_is_itself(stocked: Catalogue) -> None:
    assert stocked.announce("vaerk").address == "https://example.org/vaerk.pdf"
    stocked.put(make_entry("intet"))
    assert stocked.announce("intet").text == "Titel på intet\nnyhed"


def test_only_what_everyone_may_know_is_told(stocked: Catalogue) -> None:
    gone = ({"scope": "name", "date": "2019", "withdrawn": "2020"},)
    stocked.put(stocked["vaerk"].with_(contributors=(AASE.with_(consents=gone),), notes=Text(da="internt")))
    text = stocked.announce("vaerk", base=BASE).text
    assert "Veje ud\nnyhed · 2019\n" in text
    assert "internt" not in text


def test_a_work_that_is_not_public_is_told_to_staff_alone(stocked: Catalogue) -> None:
    assert stocked.announce("vaerk").is_public
    stocked.withdraw("vaerk")
    assert not stocked.announce("vaerk").is_public
    with pytest.raises(UnknownRecord):
        stocked.public.announce("vaerk")


@pytest.mark.parametrize("base", ["", "example.org"])
def test_a_base_that_is_no_address_is_refused(stocked: Catalogue, base: str) -> None:
    with pytest.raises(InvalidRecord, match="is not what web addresses begin with"):
        stocked.announce("vaerk", base=base)


@pytest.mark.parametrize(
    ("text", "most", "told"),
    [
        ("En. To. Tre.", 8, "En. To."),
        ("En. To. Tre.", 100, "En. To. Tre."),
        ("Lavet med bl.a. Red Barnet. Mere.", 30, "Lavet med bl.a. Red Barnet."),
        ("Se nr. 2 i rækken. Mere.", 20, "Se nr. 2 i rækken."),
        ("Af S. Q. Jensen, 2019. Mere.", 25, "Af S. Q. Jensen, 2019."),
        ("Hvad nu? “Intet.” Mere.", 18, "Hvad nu? “Intet.”"),
        ("Et\nord\tefter  et andet.", 100, "Et ord efter et andet."),
        ("Den første sætning er alt for lang til det.", 20, "Den første sætning …"),
        ("x" * 50, 20, f"{'x' * 20} …"),
        ("Version 2.0 er ude. Nu.", 20, "Version 2.0 er ude."),
        ("", 20, ""),
    ],
)
def test_whole_sentences_are_told_as_far_as_they_fit(text: str, most: int, told: str) -> None:
    assert first_sentences(text, most) == told


def test_the_command_tells_it(cli: Cli, starter: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = cli("announce", "berj-2021", "--lang", "en", "--base-url", BASE)
    assert (shown.code, shown.out) == (0, starter.announce("berj-2021", language="en", base=BASE).text + "\n")
    monkeypatch.setenv("NCFE_KB_BASE_URL", "https://example.dk")
    assert cli("announce", "berj-2021").out.endswith("\nhttps://example.dk/da/works/berj-2021\n")
    assert cli("announce", "berj-2021", "--json").json["address"] == "https://example.dk/da/works/berj-2021"


def test_the_command_says_that_nobody_sees_the_work(cli: Cli) -> None:
    shown = cli("announce", "kvinder-podcast", lang="en")
    assert shown.code == 0
    assert shown.out.startswith("[Podcast om kvinder i ekstremisme] (in Danish only)\npodcast episode\n")
    assert shown.err.splitlines()[-1] == "“kvinder-podcast” is not public."
