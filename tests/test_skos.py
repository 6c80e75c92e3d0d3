"""The thesaurus as SKOS: what is written, that it comes back, and what is refused."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runner import Cli
from conftest import ROOT
from hypothesis import given
from skos_strategies import KNOWN, whole
from strategies import THOROUGH

from ncfe_kb import Catalogue, InvalidRecord, Text, Topic, UnknownRecord
from ncfe_kb.formats.skos import FORMS
from ncfe_kb.models import Scheme, TopicGroup, Value

rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed: pip install 'ncfe-kb[rdf]'")
BASE = "https://example.org/kb"
HEAD = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <https://example.dk/emner/> .\n"


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def small(kb: Catalogue) -> Catalogue:
    """A catalogue with three topics in a scheme and a group."""
    kb.put(
        *KNOWN,
        Scheme(
            id="emner", title=Text(da="Emner", en="Topics"), languages=("da", "en"), note=Text(da="internt om emner")
        ),
        TopicGroup(id="ideologi", label=Text(da="ideologier", en="ideologies")),
        Topic(
            id="exit",
            group="ideologi",
            preferred_label=Text(da="exit", en="exit"),
            hidden_labels={"da": ["eksit"]},
            definition=Text(da="Vejen ud."),
            exact_match=("http://eurovoc.europa.eu/1",),
            editorial_note=Text(da="internt om exit"),
            related=("ekstremisme",),
        ),
    )
    return kb


def kept(catalogue: Catalogue, *types: str) -> list[Value]:
    with catalogue._core.store.reading() as reader:  # noqa: SLF001 - all that is kept, whatever its type
        return [record for name in types for record in reader.fetch(name).values()]


def topics_of(catalogue: Catalogue) -> list[Value]:
    return kept(catalogue, "scheme", "topic_group", "topic")


def loaded(file: Path, text: str | bytes) -> Catalogue:
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    catalogue = Catalogue.in_memory()
    catalogue.load(file)
    return catalogue


def ending(form: str) -> str:
    return FORMS[form].endings[0]


@pytest.mark.parametrize("base", [None, BASE])
@pytest.mark.parametrize("form", FORMS)
@given(records=whole)
@THOROUGH
def test_a_thesaurus_comes_back_as_it_was(
    form: str, base: str | None, records: list[Value], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with Catalogue.in_memory() as first:
        first.put(*records)
        data = first.thesaurus(form, base=base)
        wanted = topics_of(first)
    with loaded(tmp_path_factory.mktemp("skos") / f"topics{ending(form)}", data) as second:
        assert topics_of(second) == wanted
        assert second.thesaurus(form, base=base) == data


def test_the_centres_thesaurus_comes_back_and_changes_nothing(starter: Catalogue, form: str, tmp_path: Path) -> None:
    file = tmp_path / f"topics{ending(form)}"
    file.write_bytes(starter.thesaurus(form, base=BASE))
    done = starter.load(file)
    assert (done.read, done.changed, done.left_out) == (91, 0, {})


def test_a_file_may_stand_in_the_place_of_another_form(small: Catalogue) -> None:
    from ncfe_kb.formats.skos.guarding import graph_of  # here, since it needs rdflib

    graphs = [graph_of(form, small.thesaurus(name)) for name, form in FORMS.items()]
    assert len(graphs[0]) > 30
    assert {frozenset(graph) for graph in graphs} == {frozenset(graphs[0])}


def test_turtle_says_what_skos_has_words_for(small: Catalogue) -> None:
    text = small.thesaurus(topic="exit", base=f"{BASE}/").decode()
    assert text == (
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "\n"
        "<https://example.org/kb/topic-groups/ideologi> a skos:Collection ;\n"
        "    skos:member <https://example.org/kb/topics/exit> ;\n"
        '    skos:prefLabel "ideologier"@da,\n'
        '        "ideologies"@en .\n'
        "\n"
        "<https://example.org/kb/topics/exit> a skos:Concept ;\n"
        '    skos:definition "Vejen ud."@da ;\n'
        '    skos:editorialNote "internt om exit"@da ;\n'
        "    skos:exactMatch <http://eurovoc.europa.eu/1> ;\n"
        '    skos:hiddenLabel "eksit"@da ;\n'
        "    skos:inScheme <https://example.org/kb/topic-schemes/emner> ;\n"
        '    skos:prefLabel "exit"@da,\n'
        '        "exit"@en ;\n'
        "    skos:related <https://example.org/kb/topics/ekstremisme> ;\n"
        "    skos:topConceptOf <https://example.org/kb/topic-schemes/emner> .\n"
    )


def test_without_a_base_topics_have_names_that_claim_no_place(small: Catalogue, form: str) -> None:
    text = small.thesaurus(form).decode()
    assert "urn:x-ncfe:topic:exit" in text
    assert "urn:x-ncfe:topic-group:ideologi" in text
    assert "urn:x-ncfe:topic-scheme:emner" in text


def test_the_tree_stands_in_both_directions_and_under_the_scheme(small: Catalogue) -> None:
    graph = rdflib.Graph().parse(data=small.thesaurus(), format="turtle")
    skos, name = rdflib.SKOS, rdflib.Namespace("urn:x-ncfe:topic:")
    scheme = rdflib.URIRef("urn:x-ncfe:topic-scheme:emner")
    assert set(graph.subject_objects(skos.broader)) == {
        (name.hoejreekstremisme, name.ekstremisme),
        (name.nynazisme, name.hoejreekstremisme),
    }
    assert {(low, high) for high, low in graph.subject_objects(skos.narrower)} == set(
        graph.subject_objects(skos.broader)
    )
    assert set(graph.objects(scheme, skos.hasTopConcept)) == {name.ekstremisme, name.exit}
    assert set(graph.subjects(skos.topConceptOf, scheme)) == {name.ekstremisme, name.exit}
    assert set(graph.subjects(skos.inScheme, scheme)) == set(graph.subjects(rdflib.RDF.type, skos.Concept))


def test_the_public_thesaurus_has_no_notes_of_the_staff(small: Catalogue, form: str) -> None:
    assert b"internt" in small.thesaurus(form)
    assert b"internt" not in small.public.thesaurus(form)


def test_a_label_stands_once_in_a_language(kb: Catalogue) -> None:
    kb.put(
        Topic(
            id="ret",
            preferred_label=Text(da="ret"),
            alternative_labels={"da": ["ret", "jura"], "en": ["ret"]},
            hidden_labels={"da": ["jura", "reet"]},
        )
    )
    graph = rdflib.Graph().parse(data=kb.thesaurus(topic="ret"), format="turtle")
    said = {f"{predicate.fragment} {value.n3()}" for _, predicate, value in graph if isinstance(value, rdflib.Literal)}
    assert said == {'prefLabel "ret"@da', 'altLabel "jura"@da', 'altLabel "ret"@en', 'hiddenLabel "reet"@da'}


WRITING = """
import sys
from ncfe_kb import Catalogue
with Catalogue.in_memory(starter=True) as kb:
    sys.stdout.buffer.write(b"".join(kb.thesaurus(form) for form in ("turtle", "rdfxml", "jsonld")))
"""


def test_the_same_topics_give_the_same_bytes_in_every_process() -> None:
    def written(seed: str) -> bytes:
        command = [sys.executable, "-c", WRITING]
        return subprocess.run(
            command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout

    assert len(first := written("1")) > 50_000
    assert written("2") == first


@pytest.mark.parametrize(
    "base",
    ["", "example.org", "ftp://example.org", "https://", "https://a b", "https://a/?q=", "https://a/#", "https://a<b>"],
)
def test_a_base_is_a_web_address_that_others_can_begin_with(kb: Catalogue, base: str) -> None:
    kb.put(*KNOWN)
    with pytest.raises(InvalidRecord, match="is not what web addresses begin with"):
        kb.thesaurus(base=base)


def test_a_match_that_is_no_address_is_refused_with_its_topic(kb: Catalogue, form: str) -> None:
    kb.put(Topic(id="exit", preferred_label=Text(da="exit"), close_match=("EuroVoc 1",)))
    with pytest.raises(InvalidRecord, match="exit: close_match: “EuroVoc 1” is not an address that SKOS can hold"):
        kb.thesaurus(form)


def test_what_xml_has_no_place_for_is_replaced_there(kb: Catalogue) -> None:
    kb.put(Topic(id="exit", preferred_label=Text(da="exit\uffff")))
    assert "exit\N{REPLACEMENT CHARACTER}" in kb.thesaurus("rdfxml").decode()
    assert "\uffff" in kb.thesaurus("turtle").decode()


def test_an_unknown_form_or_topic_is_named(kb: Catalogue) -> None:
    with pytest.raises(UnknownRecord, match="n3"):
        kb.thesaurus("n3")
    with pytest.raises(UnknownRecord, match="gone"):
        kb.thesaurus(topic="gone")


def test_links_are_completed_and_regions_and_ids_understood(tmp_path: Path) -> None:
    text = """
    :a a skos:Concept ; skos:prefLabel "A"@da-DK, "colour"@en, "color"@en-US ; skos:narrower :b ; skos:related :c .
    :b a skos:Concept ; skos:prefLabel "B"@da .
    <urn:emner:c> a skos:Concept ; skos:prefLabel "C"@en ; skos:altLabel "x"@en-GB, "y"@en .
    """
    with loaded(tmp_path / "topics.ttl", HEAD + text) as catalogue:
        found = catalogue.vocabulary.topics
        assert found["b"].broader == ("a",)
        assert found["a"].related == ("c",)
        assert found["a"].preferred_label == Text(da="A", en="colour")
        assert found["c"].alternative_labels.en == ("x", "y")


def test_what_has_no_place_is_counted_by_language_and_property(tmp_path: Path) -> None:
    file = tmp_path / "topics.ttl"
    file.write_text(
        HEAD
        + """@prefix dct: <http://purl.org/dc/terms/> .
        :a a skos:Concept, :Thing ; skos:prefLabel "A"@da, "A"@de, "A"@en-GB, "A"@en ; skos:altLabel "Ah"@sv, "Oh"@sv ;
           skos:scopeNote "så"@da, "so"@en ; skos:notation "1.2" ; dct:created "2020" ; :color "red" ;
           skos:narrower :gone ; skos:broadMatch :x ; skos:definition [ :value "x"@da ] ;
           skos:topConceptOf :s ; skos:broaderTransitive :b .
        :g a skos:Collection ; skos:prefLabel "G"@da ; skos:member :a, :elsewhere .
        """
    )
    with Catalogue.in_memory() as catalogue:
        done = catalogue.load(file)
    assert (done.read, done.changed) == (2, 2)
    assert done.left_out == {
        "color": 1,
        "dcterms:created": 1,
        "de": 1,
        "en-GB": 1,
        "rdf:type": 1,
        "skos:broadMatch": 1,
        "skos:definition": 1,
        "skos:member": 1,
        "skos:narrower": 1,
        "skos:notation": 1,
        "skos:scopeNote": 2,
        "sv": 2,
        "value": 1,
    }


def test_without_rdflib_the_extra_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("")
    code = (
        "import sys; sys.modules['rdflib'] = None\n"
        "from ncfe_kb import Catalogue, MissingExtra\n"
        "kb = Catalogue.in_memory()\n"
        "for act in (kb.thesaurus, lambda: kb.load(sys.argv[1])):\n"
        "    try: act()\n"
        "    except MissingExtra as error: print(error)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "a.ttl")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "rdflib is not installed; run: pip install 'ncfe-kb[rdf]'\n" * 2


def test_the_command_writes_a_file_or_prints(cli: Cli, tmp_path: Path) -> None:
    printed = cli("thesaurus", "--base", BASE)
    assert printed.code == 0
    assert f"<{BASE}/topics/exit> a skos:Concept" in printed.out
    for form in FORMS:
        file = tmp_path / f"topics{ending(form)}"
        assert cli("thesaurus", "-o", str(file)).out == ""
        assert cli("thesaurus", "--format", form).out.encode() == file.read_bytes()
    alone = cli("thesaurus", "exit", "--format", "jsonld").out
    assert [one["@id"] for one in json.loads(alone)["@graph"]][-1] == "urn:x-ncfe:topic:exit"


def test_the_command_says_what_was_left_out(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "topics.ttl"
    file.write_text(f'{HEAD}:a a skos:Concept ; skos:prefLabel "A"@da, "A"@de ; skos:scopeNote "x"@da .')
    cli("init")
    told = "Left out, since the catalogue has no place for it: de (1), skos:scopeNote (1).\n"
    assert cli("load", str(file), lang="en").err == f"{told}1 record read, 1 new or changed.\n"
    again = cli("load", str(file), "--json")
    assert again.json == {"read": 1, "changed": 0, "left_out": {"de": 1, "skos:scopeNote": 1}}


def test_the_commands_name_what_is_wrong_in_danish(cli: Cli, tmp_path: Path) -> None:
    cli("init")
    (tmp_path / "topics.ttl").write_text("x")
    for words in (("load", str(tmp_path / "topics.ttl")), ("thesaurus", "--base", "x"), ("thesaurus", "-o", "x.txt")):
        done = cli(*words)
        assert done.code == 1
        assert re.fullmatch(r"Fejl: .+\n", done.err)
        assert "is not" not in done.err


def test_what_each_property_becomes_is_told() -> None:
    told = (ROOT / "FORMATS.md").read_text(encoding="utf-8")
    source = (ROOT / "ncfe_kb/formats/skos/writing.py").read_text(encoding="utf-8")
    names = sorted(set(re.findall(r"SKOS\.(\w+)", source)))
    assert len(names) > 15
    assert [name for name in names if f"`{name}`" not in told] == []
