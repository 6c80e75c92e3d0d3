"""The dialogue of add in a real terminal, from the first key to the work that is found."""

import re
from collections.abc import Iterator

import pytest
from cli_runner import Cli
from conftest import VOCABULARY, make_entry
from hypothesis import given
from hypothesis import strategies as st
from person_at_terminal import Person

from ncfe_kb import Catalogue, Contributor, InvalidRecord, Text
from ncfe_kb.cli.dialogue.answers import draft_of, without_numbers

UP, TAB, CTRL_C, CTRL_D, CTRL_U = "\x1b[A", "\t", "\x03", "\x04", "\x15"
AGREE = "Add it? (yes, no, or what to change)"
NEWS = ["English title", "Danish title", "Language of the work", "Date", "Authors", "Danish abstract"]
NEWS += ["English abstract", "Topics", "Series", "Related works", "Addresses", "DOI", "ISBN", "Status"]


@pytest.fixture
def staff(cli: Cli) -> Cli:
    """The command line on a catalogue with a note by a known person."""
    with Catalogue.open(cli.home, starter=False) as kb:
        author = Contributor(name="Åse Holm", role="author", person="holm-aase")
        kb.add(*VOCABULARY, make_entry("veje-ud", title=Text(da="Veje ud"), date="2019", contributors=(author,)))
    return cli


@pytest.fixture
def dialogue(staff: Cli) -> Iterator[Person]:
    talk = Person(staff.home, "add", "news")
    yield talk
    talk.child.close(force=True)


def test_a_work_is_added_and_found(staff: Cli) -> None:
    talk = Person(staff.home, "add", "nyhed", lang="da")
    talk.sees("Enter går videre", "Ctrl-C stopper")
    talk.answers("Dansk titel", "Om nynazister i gaderne")
    talk.answers("Engelsk titel")
    talk.answers("Værkets sprog", "dansk")
    talk.answers("Dato", "2020-03-01")
    talk.answers("Forfattere", "Aase Holm; Bo Ny")
    talk.answers("Dansk resumé", "En note om nynazisme.")
    talk.answers("Engelsk resumé")
    talk.sees("1.  nynazisme ← nynazister, nynazisme")
    talk.answers("Emner", "1")
    talk.answers("Serie", "Noter")
    talk.answers("Beslægtede værker", "beslægtet med veje-ud")
    talk.answers("Adresser", "https://example.org/a; https://example.org/b")
    talk.answers("DOI")
    talk.answers("ISBN")
    talk.answers("Status", "offentliggjort")
    talk.sees(
        "Om nynazister i gaderne", "om-nynazister-i-gaderne", "1. marts 2020", "nynazisme", "beslægtet med: Veje ud"
    )
    talk.sees("Serien “noter” er ny.")
    talk.is_asked("Skal det tilføjes?")
    talk.types("ja\r")
    assert talk.ends() == 0
    assert talk.seen.endswith("Oprettede serien “noter”.\nom-nynazister-i-gaderne")
    [hit] = staff("search", "nynazist", "--json").json["hits"]
    assert hit["slug"] == "om-nynazister-i-gaderne"
    with Catalogue.open(staff.home) as kb:
        added = kb["om-nynazister-i-gaderne"]
        assert [(one.name, one.person) for one in added.contributors] == [("Aase Holm", "holm-aase"), ("Bo Ny", None)]
        assert (added.topics, added.series, added.status, added.language) == (
            ("nynazisme",),
            "noter",
            "published",
            "da",
        )
        assert len(kb.history()) == 2  # the vocabulary, and the work with its series


def test_stopping_changes_nothing(dialogue: Person, staff: Cli) -> None:
    dialogue.answers("English title", "Half")
    dialogue.is_asked("Danish title:")
    dialogue.types("Halvt")
    dialogue.sees("Halvt")
    dialogue.types(CTRL_C)
    assert dialogue.ends() == 130
    assert "Error: stopped; nothing was changed" in dialogue.seen
    assert staff("list", "--json").json["total"] == 1


@pytest.mark.parametrize(("end", "status"), [("no\r", 130), (CTRL_D, 130)])
def test_who_does_not_agree_changes_nothing(dialogue: Person, staff: Cli, end: str, status: int) -> None:
    dialogue.fills(NEWS, {"Danish title": "Nej tak"})
    dialogue.is_asked(AGREE)
    dialogue.types(end)
    assert dialogue.ends() == status
    assert staff("list", "--json").json["total"] == 1


def test_a_wrong_answer_is_told_and_can_be_mended(dialogue: Person, staff: Cli) -> None:
    dialogue.fills(NEWS[:3], {"Danish title": "Rettet"})
    dialogue.answers("Date", "i går")
    dialogue.sees("! “i går” is not a date")
    dialogue.is_asked("Date: i går")
    dialogue.types(f"{CTRL_U}2021\r")
    dialogue.answers("Authors")
    dialogue.fills(NEWS[5:7], {})
    dialogue.answers("Topics", "nynazist")
    dialogue.sees("unknown topic: “nynazist”; did you mean nynazisme?")
    dialogue.types(f"{CTRL_U}neo-Nazism\r")
    dialogue.answers("Series")
    dialogue.answers("Related works", "about the-moon")
    dialogue.sees("unknown entry: “the-moon”")
    dialogue.types(f"{CTRL_U}\r")
    dialogue.fills(NEWS[10:13], {})
    dialogue.answers("Status", "gone")
    dialogue.sees("“gone” is not known here; it is one of planned")
    dialogue.types(f"{CTRL_U}publ\r")
    dialogue.is_asked(AGREE)
    dialogue.types("perhaps\r")
    dialogue.sees("answer yes or no, or name what to change", "perhaps")
    dialogue.types(f"{CTRL_U}yes\r")
    assert dialogue.ends() == 0
    found = staff("show", "rettet", "--json").json
    assert (found["date"], found["topics"], found["statuses"][0]["status"]) == ("2021", ["nynazisme"], "published")


def test_one_title_is_needed_in_either_language(dialogue: Person, staff: Cli) -> None:
    dialogue.answers("English title")
    dialogue.answers("Danish title")
    dialogue.sees("has no title; give one in Danish or English")
    dialogue.types("Kun dansk\r")
    dialogue.fills(NEWS[2:], {"Language of the work": "Danish"})
    dialogue.is_asked(AGREE)
    dialogue.types("y\r")
    assert dialogue.ends() == 0
    assert staff("show", "kun-dansk", "--json").json["title"] == {"da": "Kun dansk", "en": None}


@pytest.mark.parametrize("back", [UP, "<\r"])
def test_the_way_back_keeps_what_was_typed(dialogue: Person, staff: Cli, back: str) -> None:
    dialogue.answers("English title", "First")
    dialogue.answers("Danish title", "Forst")
    dialogue.is_asked("Language of the work:")
    dialogue.types(back)
    dialogue.is_asked("Danish title: Forst")
    dialogue.types(UP)
    dialogue.is_asked("English title: First")
    dialogue.types("s\r")
    dialogue.is_asked("Danish title: Forst")
    dialogue.types("\r")
    dialogue.fills(NEWS[2:], {})
    dialogue.is_asked(AGREE)
    dialogue.types(UP)
    dialogue.answers("Status")
    dialogue.is_asked(AGREE)
    dialogue.types("danish t\r")
    dialogue.is_asked("Danish title: Forst")
    dialogue.types(f"{CTRL_U}Aller først\r")
    dialogue.sees("Id: aller-foerst")
    dialogue.is_asked(AGREE)
    dialogue.types("yes\r")
    assert dialogue.ends() == 0
    assert staff("show", "aller-foerst", "--json").json["title"] == {"da": "Aller først", "en": "Firsts"}


def test_the_names_of_the_catalogue_complete_what_is_typed(dialogue: Person, staff: Cli) -> None:
    dialogue.fills(NEWS[:4], {"Danish title": "Fuldført"})
    dialogue.is_asked("Authors:")
    dialogue.types("Bo Ny; åse")
    dialogue.sees("Åse Holm")
    dialogue.types(f"{TAB}\r")
    dialogue.fills(NEWS[5:7], {})
    dialogue.is_asked("Topics:")
    dialogue.types("neo-Nazism; far")
    dialogue.sees("right-wing extremism")
    dialogue.types(f"{TAB}\r")
    dialogue.answers("Series")
    dialogue.is_asked("Related works:")
    dialogue.types("annou")
    dialogue.sees("announced by", "announces")
    dialogue.types("nces vej")
    dialogue.sees("Veje ud")
    dialogue.types(f"{TAB}\r")
    dialogue.fills(NEWS[10:], {})
    dialogue.is_asked(AGREE)
    dialogue.types("yes\r")
    assert dialogue.ends() == 0
    found = staff("show", "fuldfoert", "--json").json
    assert [one["name"] for one in found["contributors"]] == ["Bo Ny", "Åse Holm"]
    assert sorted(found["topics"]) == ["hoejreekstremisme", "nynazisme"]
    assert [(one["type"], one["target"]) for one in found["relations"]] == [("announces", "veje-ud")]


def test_a_work_that_is_there_already_is_asked_about(dialogue: Person, staff: Cli) -> None:
    known = {"Danish title": "Veje ud", "Date": "2019", "Authors": "Åse Holm"}
    dialogue.fills(NEWS[:2], known)
    dialogue.sees("perhaps the same work as: Veje ud (veje-ud); in common: title")
    dialogue.fills(NEWS[2:], known)
    dialogue.is_asked(AGREE)
    dialogue.types("yes\r")
    dialogue.sees("veje-ud); in common: title, people, year", "to be added all the same?")
    dialogue.types("n\r")
    dialogue.is_asked(AGREE)
    dialogue.types("no\r")
    assert dialogue.ends() == 130
    assert staff("list", "--json").json["total"] == 1


def test_a_kind_asks_first_for_what_its_publishing_needs(staff: Cli) -> None:
    talk = Person(staff.home, "add", lang="en", NO_COLOR="1")
    talk.answers("Kind", "podcast episode")
    talk.answers("English title")
    talk.answers("Danish title", "Afsnit et")
    talk.answers("Language of the work", "da")
    talk.answers("Sound file", "https://example.org/1.mp3")
    talk.fills(NEWS[3:9], {})
    talk.answers("Number of the episode", "one")
    talk.sees("must be a whole number")
    talk.types(f"{CTRL_U}1\r")
    talk.fills(NEWS[9:], {})
    talk.is_asked(AGREE)
    talk.types("yes\r")
    assert talk.ends() == 0
    episode = staff("show", "afsnit-et", "--json").json["episode"]
    assert (episode["number"], episode["enclosure"]["url"]) == (1, "https://example.org/1.mp3")
    assert not re.search(r"\x1b\[[0-9;]*(3[1-7]|38;5;[0-9]+)m", talk.raw)


def test_without_a_terminal_nothing_is_asked(staff: Cli) -> None:
    assert staff("add", "nyhed", lang="en").err.startswith("Error: has no title")
    assert staff("add", lang="en").code == 2


@given(st.lists(st.text(alphabet="ab12 æ", min_size=1).map(str.strip).filter(bool), unique=True, max_size=6))
def test_numbers_stand_for_what_was_proposed(values: list[str]) -> None:
    proposed = ["emne et", "emne to"]
    meant = without_numbers("; ".join(values), proposed).split("; ") if values else []
    expected = [{"1": "emne et", "2": "emne to"}.get(value, value) for value in values]
    assert meant == expected
    assert without_numbers("; ".join(meant), proposed) == "; ".join(meant)


def test_answers_are_read_in_either_language() -> None:
    danish = {"title_da": "T", "language": "engelsk", "status": "under udarb", "relations": "sammenfatning af et-vaerk"}
    draft = draft_of("news", danish)
    assert (draft.language, draft.status, draft.relations) == ("en", "in_preparation", (("summary_of", "et-vaerk"),))
    with pytest.raises(InvalidRecord):
        draft_of("news", {**danish, "language": "fransk"})
