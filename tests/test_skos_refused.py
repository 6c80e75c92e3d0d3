"""Which files of SKOS are refused, why, and that reading one fetches and unfolds nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import THOROUGH

from ncfe_kb import Catalogue, InvalidFile, Text, Topic, TopicLoop, UnknownRecord
from ncfe_kb.formats.skos import FORMS, Concepts, read, write
from ncfe_kb.models import Scheme, TopicGroup

pytest.importorskip("rdflib", reason="rdflib is not installed: pip install 'ncfe-kb[rdf]'")
SCHEMES = (Scheme(id="emner", title=Text(da="Emner", en="Topics"), languages=("da", "en")),)
GROUPS = (TopicGroup(id="ideologi", label=Text(da="ideologier")),)
TOPICS = (
    Topic(id="exit", group="ideologi", preferred_label=Text(da="exit"), exact_match=("http://eurovoc.europa.eu/1",)),
    Topic(id="mentor", preferred_label=Text(da="mentor", en="mentor"), broader=("exit",)),
)
HEAD = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <https://example.dk/emner/> .\n"


def refusal(file: Path, text: str | bytes) -> str:
    """Return why a file is refused, and check that nothing of it was taken."""
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with Catalogue.in_memory() as catalogue:
        with pytest.raises((InvalidFile, UnknownRecord, TopicLoop)) as refused:
            catalogue.load(file)
        assert catalogue.history() == ()
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "has no concepts of SKOS"),
        (":a a skos:Concept .", "a: preferred_label: is empty; write something in Danish or English"),
        (':a a skos:Concept ; skos:prefLabel "A"@de .', "a: preferred_label: is empty"),
        (':a a skos:Concept ; skos:prefLabel "A" .', "a: preferred_label: “A” does not say its language, da or en"),
        (':a a skos:Concept ; skos:prefLabel "A"@da, "B"@da .', "a: preferred_label: has several texts in “da”"),
        (':a a skos:Concept ; skos:prefLabel "A"@en-GB, "B"@en-US .', "a: preferred_label: has several texts in “en”"),
        (':a a skos:Concept ; skos:prefLabel "\\u0007"@da .', "a: preferred_label.da: contains the control character"),
        (':a a skos:Concept ; skos:prefLabel "A"@da ; skos:broader :a .', "a: a topic cannot be broader than"),
        (':a a skos:Concept ; skos:prefLabel "A"@da ; skos:broader :b .', "broader: unknown topic: “b”"),
        (':A a skos:Concept ; skos:prefLabel "A"@da .', "https://example.dk/emner/A: “A” is not an id"),
        ('[] a skos:Concept ; skos:prefLabel "A"@da .', "has no address, of which the last part would be the id"),
        (
            ':a a skos:Concept ; skos:prefLabel "A"@da . <urn:x:a> a skos:Concept ; skos:prefLabel "B"@da .',
            "urn:x:a: has the same id as https://example.dk/emner/a",
        ),
        (
            (
                ':g a skos:Collection ; skos:prefLabel "G"@da ; skos:member :a . '
                ':a a skos:Concept ; skos:prefLabel "A"@da . '
                ':h a skos:Collection ; skos:prefLabel "H"@da ; skos:member :a .'
            ),
            "a: group: stands in several groups, g, h; a topic has one",
        ),
    ],
)
def test_a_fault_is_told_with_its_concept(text: str, why: str, tmp_path: Path) -> None:
    assert why in refusal(tmp_path / "topics.ttl", HEAD + text)


def test_a_file_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "topics.ttl", " " * 20_000_001) == "topics.ttl: is larger than 20 MB"


def test_topics_that_go_round_are_refused(tmp_path: Path) -> None:
    text = ':a a skos:Concept ; skos:prefLabel "A"@da ; skos:narrower :b . :b a skos:Concept ; skos:prefLabel "B"@da ;'
    assert "topics cannot be broader than themselves" in refusal(
        tmp_path / "topics.ttl", f"{HEAD}{text} skos:narrower :a ."
    )


RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">'
CONCEPT = '<skos:Concept rdf:about="urn:x:a"><skos:prefLabel xml:lang="da">{}</skos:prefLabel></skos:Concept></rdf:RDF>'
LAUGHS = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 12))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE rdf [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE rdf [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rdf SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY l11 "a">]>',
        '<!DOCTYPE rdf [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p; <!ENTITY l11 "a">]>',
    ],
)
def test_xml_that_declares_entities_is_refused(doctype: str, tmp_path: Path) -> None:
    assert "has a DOCTYPE" in refusal(tmp_path / "topics.rdf", f"{doctype}{RDF}{CONCEPT.format('&l11;')}")
    encoded = f'<?xml version="1.0" encoding="utf-16"?>{doctype}{RDF}{CONCEPT.format("&l11;")}'.encode("utf-16")
    assert "has a DOCTYPE" in refusal(tmp_path / "topics.rdf", encoded)


WHOLE = {name: write(form, Concepts(SCHEMES, GROUPS, TOPICS)) for name, form in FORMS.items()}
SIGNS = [
    *(b'"', b"<", b">", b"[", b"]", b"{", b"}", b"(", b".", b",", b"&", b"\xff", b"\x00", b"@en", b"\\u0000", b"null")
]
SIGNS += [
    b' rdf:parseType="Literal"',
    b'"@list":[],',
    b'"@context":{"@vocab":7},',
    b'"@reverse":{"a":1},',
    b"@base <>.",
]


@THOROUGH
@given(name=st.sampled_from(list(FORMS)), place=st.floats(0, 1), cut=st.integers(0, 20), sign=st.sampled_from(SIGNS))
def test_a_file_with_a_wrong_sign_is_read_or_refused(name: str, place: float, cut: int, sign: bytes) -> None:
    whole = WHOLE[name]
    at = int(place * len(whole))
    try:
        taken = read(FORMS[name], whole[:at] + sign + whole[at + cut :], "x")
    except InvalidFile as refused:
        assert "\n" not in str(refused)  # noqa: PT017 - most are refused, some are read
    else:
        assert taken.origins


def test_nothing_is_printed_of_what_a_file_says(tmp_path: Path) -> None:
    file = tmp_path / "topics.ttl"
    odd = '<urn:x:{a\\u0020b}> skos:note "x"^^<http://www.w3.org/2001/XMLSchema#integer>'
    file.write_text(f'{HEAD}:a a skos:Concept ; skos:prefLabel "A"@da . {odd} .')
    code = "import sys; from ncfe_kb import Catalogue; print(Catalogue.in_memory().load(sys.argv[1]).left_out)"
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("{'skos:note': 1}\n", "")


LISTENING = """
import sys
from ncfe_kb import Catalogue, InvalidFile
asked = []
sys.addaudithook(lambda event, arguments: asked.append(event) if event.startswith(("socket.", "urllib.")) else None)
with Catalogue.in_memory() as kb:
    for file in sys.argv[1:]:
        try:
            kb.load(file)
        except InvalidFile as error:
            print(error)
assert not asked, asked
"""
FAR = "http://127.0.0.1:9/skos.jsonld"
NEAR = {"skos": "http://www.w3.org/2004/02/skos/core#"}
FETCHING = (
    {"@context": FAR, "@id": "urn:x:a"},
    {"@context": [NEAR, FAR], "@id": "urn:x:a"},
    {"@context": {**NEAR, "@import": FAR}, "@id": "urn:x:a"},
    {"@context": {**NEAR, "deep": {"@id": "skos:x", "@context": FAR}}, "@id": "urn:x:a", "deep": {"skos:y": 1}},
    {"@context": NEAR, "@graph": [{"@id": "urn:x:a", "skos:broader": [{"@context": [[FAR]], "@id": "urn:x:b"}]}]},
)


def test_a_context_elsewhere_is_refused_and_nothing_is_fetched(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.jsonld" for number in range(len(FETCHING))]
    for file, data in zip(files, FETCHING, strict=True):
        file.write_text(json.dumps(data))
    (tmp_path / "a.ttl").write_text(f"@base <{FAR}> . <#a> <http://www.w3.org/2002/07/owl#imports> <{FAR}> .")
    (tmp_path / "a.rdf").write_text(f'{RDF}<rdf:Description xml:base="{FAR}" rdf:about="#a"/></rdf:RDF>')
    command = [sys.executable, "-c", LISTENING, *map(str, [*files, tmp_path / "a.ttl", tmp_path / "a.rdf"])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == len(files) + 2
    assert all("has a @context that does not stand in it" in line and FAR in line for line in lines[: len(files)])
    assert all("has no concepts of SKOS" in line for line in lines[len(files) :])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ttl", b"@prefix : <x"),
        ("a.ttl", b"\xff\xfe"),
        ("a.ttl", b"[" * 100_000),
        ("a.ttl", b"(" * 100_000),
        ("a.ttl", b'<urn:a> <urn:b> "' + b"\n" * 10),
        ("a.rdf", b"<rdf"),
        ("a.rdf", b""),
        ("a.rdf", b"<a>" * 100_000),
        ("a.rdf", b"<html/>"),
        ("a.rdf", b'<?xml version="1.0" encoding="nonsense"?><a/>'),
        ("a.rdf", f'{RDF}<rdf:li rdf:ID="1 2"/></rdf:RDF>'.encode()),
        ("a.jsonld", b"{"),
        ("a.jsonld", b"\xff"),
        ("a.jsonld", b"[" * 100_000),
        ("a.jsonld", b"null"),
        ("a.jsonld", b'{"@context": {"a": {"@id": 1}}, "a": 1}'),
        ("a.jsonld", b'{"a": 1, "a": 2}'),
        ("a.jsonld", b'{"@id": "urn:a", "http://x.dk/a": {"@value": "x", "@language": 7}}'),
        ("a.jsonld", b'{"@context": 7, "@graph": 8}'),
    ],
)
def test_a_damaged_file_is_refused_in_one_line(name: str, text: bytes, tmp_path: Path) -> None:
    why = refusal(tmp_path / name, text)
    assert why.startswith(f"{name}: ")
    assert len(why) < 300
