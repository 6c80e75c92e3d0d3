"""A person who is forgotten: no byte of the home names them, and everything else stays as it was."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from cli_runner import Cli
from conftest import VOCABULARY, make_entry
from hypothesis import given, settings
from hypothesis import strategies as st

from ncfe_kb import Catalogue, Contributor, Enclosure, Episode, Person, Text, UnknownRecord
from ncfe_kb.catalogue.forgetting import Name
from ncfe_kb.errors import Irreversible

NAME, VARIANT, ID = "Åse Holm", "Aase Holm", "holm-aase"
AASE = Contributor(name=NAME, role="author", person=ID, affiliation="Hjemme")
BO = Contributor(name="Bo Bæk", role="author")


def traces(home: Path) -> list[str]:
    """Return the files of a home that hold the name in any way of writing it."""
    forms = [NAME, VARIANT, ID, "aase-holm", "Holm, Åse", "åse holm", "Åse\\nHolm"]
    wanted = [form.encode(encoding) for form in forms for encoding in ("utf-8", "utf-16-le")]
    wanted += [json.dumps(form).strip('"').encode() for form in forms] + [quote(form).encode() for form in forms]
    files = [path for path in home.rglob("*") if path.is_file()]
    return [path.name for path in files if any(each in path.read_bytes() for each in wanted)]


@pytest.fixture
def full(home: Path) -> Iterator[Catalogue]:
    """A catalogue that names a person in every way."""
    with Catalogue.open(home, starter=False, by="Åse Holm") as kb:
        kb.put(*VOCABULARY, Person(id="baek-bo", name="Bo Bæk"))
        kb.add(
            make_entry("et-interview-med-aase-holm", title=Text(da="Interview med Åse Holm", en="With Aase  Holm")),
            make_entry("b", contributors=(AASE, BO), abstract=Text(da="Åse Holms egne ord.\nÅse\nHolm, igen.")),
            make_entry(
                "c", urls=("https://example.dk/aase_holm", "https://example.dk/%C3%85se%20Holm", "https://x.dk/")
            ),
            make_entry(
                "d",
                kind="podcast_episode",
                notes=Text(en="Holm, Åse; Åse Holberg"),
                episode=Episode(duration=1, enclosure=Enclosure(url="https://example.dk/ÅseHolm.mp3")),
                relations=({"type": "about", "target": "et-interview-med-aase-holm"},),
            ),
            reason="works of Åse Holm",
        )
        kb.put(make_entry("b", contributors=(AASE,)))
        kb.remove("c")
        kb.undo(kb.history(limit=1)[0].id)
        kb.search("åse holm")
        yield kb


@pytest.mark.sqlite
def test_no_file_of_the_home_holds_the_name_any_more(full: Catalogue, home: Path) -> None:
    assert "catalogue.db" in " ".join(traces(home))
    full.forget(NAME)
    assert traces(home) == []
    full.dump(home / "dump")
    full.backup(home / "backup.db")
    assert traces(home) == []


def test_what_is_forgotten_is_found_nowhere_and_the_rest_stays(full: Catalogue) -> None:
    before = len(full)
    changed = full.forget(ID)
    assert len(full) == before
    assert {type_name for type_name, _ in changed} == {"entry", "person"}
    interview = next(slug for slug in full if slug.startswith("et-interview-med-nn-"))
    assert full[interview].title == Text(da="Interview med N.N.", en="With N.N.")
    assert full["d"].relations[0].target == interview
    assert full["d"].notes.en == "N.N.; Åse Holberg"
    assert full["d"].episode == Episode(duration=1)
    assert full["b"].contributors == (Contributor(name="N.N.", role="author", affiliation="Hjemme"),)
    assert full["c"].urls == ("https://x.dk/",)
    assert set(full.vocabulary.people) == {"baek-bo"}
    assert full.search("Holm", limit=None).total == 0
    assert [one for one in full.doctor() if one.is_wrong] == []


def test_it_is_recorded_without_the_name_and_cannot_be_taken_back(full: Catalogue) -> None:
    full.forget(NAME)
    done = full.history(limit=1)[0]
    assert (done.by, done.reason, done.entries) == ("N.N.", "forget a person", 4)
    for number in range(1, done.id + 1):
        told = json.dumps([one._asdict() for one in full.change(number)[1]], ensure_ascii=False)
        assert NAME not in told
        assert ID not in told
    with pytest.raises(Irreversible):
        full.undo(done.id)
    full.undo(done.id - 1)
    assert full.history(limit=1)[0].reason == f"undo {done.id - 1}"


def test_a_name_without_a_record_of_its_own_is_forgotten_too(kb: Catalogue) -> None:
    kb.add(make_entry("a", contributors=(BO, Contributor(name="B. Bæk", role="editor"))))
    assert kb.mentions("Bo Bæk") == (("entry", "a"),)
    kb.forget("Bo Bæk", also=["B. Bæk"], replacement="en forsker")
    assert [one.name for one in kb["a"].contributors] == ["en forsker", "en forsker"]
    with pytest.raises(UnknownRecord):
        kb.forget("Bo Bæk")
    assert kb.mentions("Bo Bæk") == ()


def test_who_has_a_longer_name_is_somebody_else() -> None:
    texts = ["Åse Holmgaard", "Måse Holm", "Åse Bo Holm", "holm-aasen", "https://x.dk/aaseholmen"]
    assert Name([NAME], [ID]).gone_from("entry", texts) == texts


@pytest.mark.parametrize("name", ["ĿĿ AA", "Аня Holm", "Zażółć Ł."])
def test_of_a_name_with_letters_that_no_id_has_no_part_is_taken_for_the_whole(name: str) -> None:
    texts = ["aa", "AA", "holm", "et-interview-med-holm", "zaz", "https://x.dk/holm"]
    assert Name([name]).gone_from("entry", texts) == texts


PARTS = st.text(st.characters(whitelist_categories=("Lu", "Ll"), max_codepoint=0x17F), min_size=2, max_size=8)


@given(first=PARTS, last=PARTS, text=st.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_a_text_without_the_name_stays_and_one_with_it_loses_it(first: str, last: str, text: str) -> None:
    name = f"{first} {last}"
    meant = Name([name], replacement="§")
    if first.casefold() not in text.casefold():
        assert meant.gone_from("entry", {"notes": text}) == {"notes": text}
    for written in (name, name.upper() if name.upper().lower() == name.lower() else name, f"{last}, {first}"):
        assert meant.gone_from("entry", {"notes": [f"{text} {written}."]}) != {"notes": [f"{text} {written}."]}
        assert meant.gone_from("entry", {"a": f"({written})"}) == {"a": "(§)"}
    assert meant.gone_from("entry", {"a": f"({name}s)"}) == {"a": "(§s)"}


def test_the_command_line_shows_first_what_it_would_change(cli: Cli) -> None:
    cli("add", "news", "--title-da", "Om Åse Holm", "--slug", "om", "--person", "Åse Holm")
    refused = cli("person", "forget", "Åse Holm", lang="en")
    assert refused.code == 2
    assert "om" in refused.out
    assert "--yes" in refused.err
    assert cli("show", "om", "--json").json["title"]["da"] == "Om Åse Holm"
    done = cli("person", "forget", "Åse Holm", "--yes", lang="en")
    assert done.err == "Forgot a person: 1 record changed. Backups and dumps made before still hold the name.\n"
    assert cli("show", "om", "--json").json["title"]["da"] == "Om N.N."
    assert cli("person", "forget", "Åse Holm", "--yes").code == 1
