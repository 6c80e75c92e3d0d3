"""A work as the text that a person edits: it says the same when it is read back, and faults stand where they are."""

import tomllib

import pytest
from conftest import MakeEntry
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import POOL, THOROUGH, entries

from ncfe_kb import Catalogue, Contributor, Entry, Episode, Relation, Text
from ncfe_kb.catalogue.marking import marked, unmarked
from ncfe_kb.catalogue.toml_lines import line_of, places
from ncfe_kb.errors import Fault, InvalidRecord
from ncfe_kb.i18n import localiser
from ncfe_kb.languages import Language


@THOROUGH
@given(entry=entries, language=st.sampled_from(["da", "en"]))
def test_the_text_of_any_work_read_back_is_the_work(pool: Catalogue, entry: Entry, language: Language) -> None:
    text = pool.text_of(entry, language=language)
    assert pool.amendment_from(entry, text.encode()).after == entry
    windows = text.replace("\n", "\r\n").encode()
    if "\\r" not in text:
        assert pool.amendment_from(entry, windows).after == entry


def test_the_text_of_every_work_of_the_centre_read_back_is_the_work(starter: Catalogue) -> None:
    for slug in starter:
        text = starter.text_of(starter[slug])
        assert starter.amendment_from(starter[slug], text.encode()).differences == ()


def test_the_text_begins_with_what_to_do_in_the_readers_language(starter: Catalogue) -> None:
    assert starter.text_of(starter["udsyn"]).startswith("# Ret felterne, gem og luk.")
    assert starter.text_of(starter["udsyn"], language="en").startswith("# Change the fields, save and close.")


def test_every_field_that_is_offered_can_be_filled_in(kb: Catalogue, entry: MakeEntry) -> None:
    kb.put(*POOL)
    bare = entry("bar", kind="podcast_episode", statuses=())
    text = kb.text_of(bare)
    for empty, filled in {
        '# series = ""': 'series = "Rapporter"',
        '# topics = [""]': 'topics = ["far right"]',
        '# audience = [""]': 'audience = ["lærere"]',
        'target = ""': 'target = "haandbog"',
        'name = ""': 'name = "Aase Holm"',
        '"https://"': '"https://a.dk"',
        'en = ""': 'en = "Text"',
    }.items():
        assert empty in text
        text = text.replace(empty, filled)
    text = "".join(
        line.removeprefix("# ") if line[2:3].islower() or "[" in line else line for line in text.splitlines(True)
    )
    after = kb.amendment_from(bare, text.encode()).after
    assert (after.series, after.topics, after.audience) == ("rapporter", ("hoejreekstremisme",), ("laerere",))
    assert after.contributors == (Contributor(name="Aase Holm", role="author", person="holm-aase"),)
    assert after.relations == (Relation(type="part_of", target="haandbog"),)
    assert after.title == Text(da="Titel på bar", en="Text")
    assert after.episode == Episode(number=1, duration=1800, enclosure={"url": "https://a.dk"})


def test_a_contributor_who_stands_there_gets_no_other_authority_record(kb: Catalogue, entry: MakeEntry) -> None:
    kb.put(*POOL)
    work = entry("a", contributors=(Contributor(name="Åse Holm", role="author"),))
    assert kb.amendment_from(work, kb.text_of(work).encode()).after == work
    renamed = kb.text_of(work).replace('name = "Åse Holm"', 'name = "Å. Holm", person = "Åse Holm"')
    assert kb.amendment_from(work, renamed.encode()).after.contributors == (
        Contributor(name="Å. Holm", role="author", person="holm-aase"),
    )


TEXT = """\
slug = "et-vaerk"
kind = "news"
topics = [
    "ekstremisme",
    "far right",
]
relations = [{ type = "part_of", target = "haandbog" }, { type = "announces", target = "kursuskatalog" }]

[title]
da = \"\"\"
To
linjer\"\"\"
en = "One"

[[contributors]]
name = "Åse Holm"
role = "author"

[[contributors]]
name = "Ny Person"
role = "editor"

[[contributors.consents]]
scope = "name"

[episode]
[episode.enclosure]
url = "https://a.dk"
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("kind", 'kind = "news"'),
        ("topics", "topics = ["),
        ("topics[2]", '    "far right",'),
        ("relations[2].target", TEXT.splitlines()[6]),
        ("title", "[title]"),
        ("title.da", 'da = """'),
        ("title.en", 'en = "One"'),
        ("contributors[2].role", 'role = "editor"'),
        ("contributors[2].consents[1].scope", 'scope = "name"'),
        ("contributors[2].person", "[[contributors]]"),
        ("episode.enclosure.url", 'url = "https://a.dk"'),
        ("episode.number", "[episode]"),
        ("nowhere", 'slug = "et-vaerk"'),
        ("", 'slug = "et-vaerk"'),
    ],
)
def test_a_value_is_found_in_its_line(path: str, line: str) -> None:
    assert TEXT.splitlines()[line_of(path, places(TEXT))] == line


def test_a_text_of_very_many_lines_is_not_looked_through() -> None:
    assert places("# line\n" * 5_000 + "a = 1\n") == {}


FAULTY = [
    ('kind = "news"', 'kind = "nwes"', "kind: unknown kind: “nwes”; did you mean news?"),
    ('    "far right",', '    "fra right",', "topics[2]: unknown topic: “fra right”"),
    ('en = "One"', "en = 1", "title.en: must be text"),
    ('role = "editor"', 'role = "chef"', "contributors[2].role: “chef” is not a role"),
    ('slug = "et-vaerk"', 'slug = "andet"', "slug: is changed with rename"),
    ('url = "https://a.dk"', 'url = "a.dk"', "episode.enclosure.url: “a.dk” is not a web address"),
    ('name = "Ny Person"', 'name = "Ny Person"\nperson = "ny"', "contributors[2].person: unknown person: “ny”"),
    (
        TEXT.splitlines()[6],
        'relations = [{ type = "part_of", target = "x" }]',
        "relations[1].target: unknown entry: “x”",
    ),
    (
        'kind = "news"',
        'kind = "news"\nstatuses = [{ status = "held" }]',
        "statuses: is changed with status, publish or",
    ),
    ('kind = "news"', 'kind = "news"\nfarve = "rød"', "farve: is not a field that is known here"),
]


@pytest.mark.parametrize(("line", "instead", "told"), FAULTY)
def test_a_fault_stands_above_its_line_and_goes_again(
    pool: Catalogue, entry: MakeEntry, line: str, instead: str, told: str
) -> None:
    before = entry("et-vaerk", kind="podcast_episode", statuses=())
    text = TEXT.replace('kind = "news"', 'kind = "podcast_episode"').replace(line, instead)
    if 'kind = "news"' in line:
        text = TEXT.replace(line, instead.replace("news", "podcast_episode"))
    with pytest.raises(InvalidRecord) as raised:
        pool.amendment_from(before, text.encode())
    shown = marked(text, raised.value.faults, localiser("en"))
    lines = shown.text.splitlines()
    assert lines[0] == "#! 1 fault, marked with #! where it stands"
    (at,) = (number for number, each in enumerate(lines) if each.startswith(f"#! {told[:60]}"))
    following = next(each for each in lines[at:] if not each.startswith("#!"))
    assert following == instead.splitlines()[-1].replace("news", "podcast_episode")
    assert unmarked(shown.text, shown.marks) == text


def test_all_faults_are_told_at_once(pool: Catalogue, entry: MakeEntry) -> None:
    text = TEXT.replace("news", "nwes").replace("far right", "fra right").replace('"editor"', '"chef"')
    with pytest.raises(InvalidRecord) as raised:
        pool.amendment_from(entry("et-vaerk"), text.encode())
    assert [fault.where for fault in raised.value.faults] == ["kind", "topics[2]", "contributors[2].role"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (TEXT.replace("[title]", "[title"), "[title"),
        (TEXT.replace('"news"', "news"), "kind = news"),
        ("1\nslug = 2", "1"),
    ],
)
def test_what_is_no_toml_is_told_above_its_line_by_the_number_that_it_has_then(
    pool: Catalogue, entry: MakeEntry, text: str, line: str
) -> None:
    with pytest.raises(InvalidRecord) as raised:
        pool.amendment_from(entry("et-vaerk"), text.encode())
    lines = marked(text, raised.value.faults, localiser("en")).text.splitlines()
    at = lines.index(line)
    assert lines[at - 1].startswith("#! ")
    assert f"#! line {at + 1}, column" in "\n".join(lines[:at])


def test_bytes_that_are_no_text_are_told_and_kept(pool: Catalogue, entry: MakeEntry) -> None:
    data = 'slug = "et-vaerk"\ntitle = "Ærø"\n'.encode("latin-1")
    with pytest.raises(InvalidRecord, match="line 2 is not UTF-8 text"):
        pool.amendment_from(entry("et-vaerk"), data)


@given(st.text(max_size=30), st.lists(st.tuples(st.text(max_size=9), st.integers(1, 9)), min_size=1, max_size=3))
def test_marks_never_take_anything_of_the_text_with_them(text: str, told: list[tuple[str, int]]) -> None:
    faults = [Fault("is {what}", what=what, line=line) for what, line in told]
    shown = marked(text, faults, localiser("en"))
    if not {line.rstrip() for line in text.split("\n")} & set(shown.marks):
        assert unmarked(shown.text, shown.marks) == text
    if shown.text.isprintable():
        tomllib.loads("\n".join(shown.marks))


PIECES = st.sampled_from([b"", b"[", b"[[", b'"', b"'''", b"\x00", b"\xff", b"\r", b"= ", b"a.b=", b"#! ", b"\n"])


@pytest.mark.slow
@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(entry=entries, data=st.data())
def test_a_torn_text_is_a_work_or_is_shown_again_with_its_faults(
    pool: Catalogue, entry: Entry, data: st.DataObject
) -> None:
    whole = pool.text_of(entry).encode()
    first, last = sorted(data.draw(st.lists(st.integers(0, len(whole)), min_size=2, max_size=2)))
    torn = whole[:first] + data.draw(PIECES | st.binary(max_size=6)) + whole[last:]
    try:
        pool.amendment_from(entry, torn)
    except InvalidRecord as error:
        text = torn.decode(errors="surrogateescape")
        shown = marked(text, error.faults, localiser("da"))
        assert shown.text.startswith("#! ")
        assert unmarked(shown.text, shown.marks) == text
