"""Out to a translator and in again: what holds is taken as one change, what has changed meanwhile is refused."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli_runner import Cli
from conftest import VOCABULARY, make_entry
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import lines, maybe

from ncfe_kb import Audience, Catalogue, Text, Topic
from ncfe_kb.catalogue.translating import Delivered
from ncfe_kb.errors import InvalidFile, Irreversible, NotReadable, UnknownRecord
from ncfe_kb.formats.translations import FORMATS, Unit
from ncfe_kb.languages import LANGUAGES, Language

ENDING = {"po": ".po", "xliff": ".xlf", "csv": ".csv"}


@pytest.fixture(params=FORMATS)
def form(request: pytest.FixtureRequest) -> str:
    """The name of each format."""
    return str(request.param)


def exported(kb: Catalogue, form: str, to: Language = "en") -> list[Unit]:
    """Return what a translator finds in an export."""
    return list(FORMATS[form].loaded().read(kb.export_translations(to, form)).units)


def give_back(
    kb: Catalogue, folder: Path, form: str, units: list[Unit], to: Language = "en", *, dry_run: bool = False
) -> Delivered:
    """Take in a file with these units."""
    file = folder / f"back{ENDING[form]}"
    file.write_bytes(FORMATS[form].loaded().write(units, to, datetime.now(UTC)))
    return kb.import_translations(file, dry_run=dry_run)


def filled(units: list[Unit]) -> list[Unit]:
    return [one._replace(target=f"{one.name} ({one.source})", is_stale=False) for one in units]


def reasons(done: Delivered) -> list[str]:
    return [one.reason.render(str) for one in done.refused]


def title(kb: Catalogue, slug: str, da: str | None, en: str | None) -> None:
    kb.put(make_entry(slug, title=Text(da=da, en=en)))


@pytest.fixture
def two(kb: Catalogue) -> Catalogue:
    """A catalogue in which the English of one title is missing, and of another stale."""
    title(kb, "a", "Veje ud", None)
    title(kb, "b", "Nyt", "News")
    title(kb, "b", "Nyere", "News")
    title(kb, "c", "Begge", "Both")
    return kb


def last(kb: Catalogue) -> int:
    return kb.history(limit=1)[0].id


def test_a_translator_gets_what_is_missing_or_stale(two: Catalogue, form: str) -> None:
    assert [(one.name, one.source, one.is_stale) for one in exported(two, form)] in (
        [("entry/a/title", "Veje ud", False), ("entry/b/title", "Nyere", True)],
        [("entry/a/title", "Veje ud", True), ("entry/b/title", "Nyere", True)],  # XLIFF: both are to be done
    )
    assert exported(two, form, "da") == []
    data = two.export_translations("en", form)
    assert data == two.export_translations("en", form)
    assert b"News" in data


def test_of_an_empty_catalogue_a_translator_gets_an_empty_file(form: str) -> None:
    with Catalogue.in_memory() as empty:
        assert exported(empty, form) == []
        assert not empty.translations()


def test_what_comes_back_is_taken_as_one_change_that_can_be_undone(two: Catalogue, form: str, tmp_path: Path) -> None:
    before = last(two)
    done = give_back(two, tmp_path, form, filled(exported(two, form)))
    assert (done.taken, done.confirmed, done.left, done.refused) == (
        ("entry/a/title.en", "entry/b/title.en"),
        (),
        0,
        (),
    )
    assert two["a"].title == Text(da="Veje ud", en="entry/a/title (Veje ud)")
    assert last(two) == before + 1
    assert two.history(limit=1)[0].reason == "translations"
    assert not two.translations("en", stale=True, types=["entry"])
    two.undo(last(two))
    assert [one.id for one in two.translations("en", stale=True, types=["entry"])] == ["a", "b"]
    assert two["b"].title.en == "News"


def test_a_dry_run_tells_and_changes_nothing(two: Catalogue, form: str, tmp_path: Path) -> None:
    before = last(two)
    done = give_back(two, tmp_path, form, filled(exported(two, form)), dry_run=True)
    assert len(done.taken) == 2
    assert last(two) == before
    assert two["a"].title.en is None


def test_what_is_not_done_is_left(two: Catalogue, form: str, tmp_path: Path) -> None:
    before = last(two)
    file = tmp_path / f"x{ENDING[form]}"
    file.write_bytes(two.export_translations("en", form))
    done = two.import_translations(file)
    assert (done.taken, done.left, done.refused) == ((), 2, ())
    assert last(two) == before


def test_the_same_file_again_changes_nothing(two: Catalogue, form: str, tmp_path: Path) -> None:
    units = filled(exported(two, form))
    give_back(two, tmp_path, form, units)
    before = last(two)
    done = give_back(two, tmp_path, form, units)
    assert (done.taken, done.left, reasons(done)) == ((), 2, [])
    assert last(two) == before


def test_what_was_translated_from_another_text_is_refused(two: Catalogue, form: str, tmp_path: Path) -> None:
    units = filled(exported(two, form))
    title(two, "a", "Veje ud af ekstremisme", None)
    done = give_back(two, tmp_path, form, units)
    assert done.taken == ("entry/b/title.en",)
    assert reasons(done) == [
        "entry/a: title.da has changed since the export; it now says “Veje ud af ekstremisme”: translate that"
    ]
    assert done.refused[0].place > 1
    assert two["a"].title.en is None


def test_what_was_filled_meanwhile_is_refused(two: Catalogue, form: str, tmp_path: Path) -> None:
    units = filled(exported(two, form))
    title(two, "a", "Veje ud", "Exits")
    title(two, "b", "Nyere", "Newer")
    done = give_back(two, tmp_path, form, units)
    assert done.taken == ()
    assert reasons(done) == [
        f"entry/{slug}: title.en was filled since the export with “{text}”; keep that, or change it by hand"
        for slug, text in (("a", "Exits"), ("b", "Newer"))
    ]


def test_what_was_filled_alike_meanwhile_is_left(two: Catalogue, form: str, tmp_path: Path) -> None:
    units = [one._replace(target="Exits") for one in exported(two, form)[:1]]
    title(two, "a", "Veje ud", "Exits")
    done = give_back(two, tmp_path, form, [one._replace(is_stale=False) for one in units])
    assert (done.taken, done.left, done.refused) == ((), 1, ())


def test_a_source_that_is_gone_is_refused(two: Catalogue, form: str, tmp_path: Path) -> None:
    units = filled(exported(two, form))[:1]
    title(two, "a", None, "Exits")
    assert reasons(give_back(two, tmp_path, form, units)) == [
        "entry/a: title.da was removed since the export; there is nothing to translate"
    ]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("entry/aa/title", "unknown entry: “aa”; did you mean a?"),
        (
            "entry/a/notes",
            "“entry/a/notes” is no text that is translated; those of this type are title, ",
        ),
        ("entry/a", "“entry/a” is no text that is translated; those of this type are title"),
        ("person/a/name", "“person/a/name” is no text that is translated; it begins with one of entry, topic"),
        ("", "“” is no text that is translated; it begins with one of entry"),
    ],
)
def test_a_text_that_is_none_is_refused(two: Catalogue, tmp_path: Path, name: str, reason: str) -> None:
    done = give_back(two, tmp_path, "csv", [Unit(name, "Veje ud", "Exits"), Unit("entry/a/title", "Veje ud", "Exits")])
    assert done.taken == ("entry/a/title.en",)
    assert reasons(done)[0].startswith(reason)


def test_a_control_character_is_refused_with_its_place(two: Catalogue, form: str, tmp_path: Path) -> None:
    done = give_back(two, tmp_path, form, [Unit("entry/a/title", "Veje ud", "Ex\x07its")])
    assert reasons(done) == ["entry/a/title.en: contains the control character U+0007; remove it"]


def test_two_translations_of_one_text_are_not_both_taken(two: Catalogue, tmp_path: Path) -> None:
    units = [Unit("entry/a/title", "Veje ud", "Exits"), Unit("entry/a/title", "Veje ud", "Ways out")]
    done = give_back(two, tmp_path, "csv", units)
    assert done.taken == ("entry/a/title.en",)
    assert "title.en was filled since the export with “Exits”" in reasons(done)[0]


def test_a_work_that_got_another_slug_is_found(two: Catalogue, form: str, tmp_path: Path) -> None:
    units = filled(exported(two, form))[:1]
    two.rename("a", "z")
    assert give_back(two, tmp_path, form, units).taken == ("entry/z/title.en",)
    assert two["z"].title.en == "entry/a/title (Veje ud)"


def test_the_same_in_both_is_a_translation_too(two: Catalogue, form: str, tmp_path: Path) -> None:
    give_back(two, tmp_path, form, [one._replace(target=one.source, is_stale=False) for one in exported(two, form)])
    assert {one.state("en") for one in two.translations(types=["entry"]) if one.id in "ab"} == {"same"}


def test_topics_and_the_like_are_translated_too(kb: Catalogue, form: str, tmp_path: Path) -> None:
    kb.put(Topic(id="t", preferred_label=Text(da="uro")), Audience(id="laerere", label=Text(da="lærere")))
    done = give_back(kb, tmp_path, form, filled(exported(kb, form)))
    assert done.taken == ("topic/t/preferred_label.en", "audience/laerere/label.en")
    assert kb.vocabulary.topics.find("topic/t/preferred_label (uro)")[0].id == "t"


# a stale text that holds


def test_a_stale_text_that_holds_is_confirmed_by_taking_its_mark(two: Catalogue, form: str, tmp_path: Path) -> None:
    title(two, "d", "Trykfejll", "No misprint")
    title(two, "d", "Trykfejl", "No misprint")
    (unit,) = (one for one in exported(two, form) if one.name == "entry/d/title")
    confirmed = [unit._replace(target="No misprint", is_stale=False)]
    before, state = last(two), two["d"]
    assert give_back(two, tmp_path, form, confirmed, dry_run=True).confirmed == ("entry/d/title.en",)
    assert last(two) == before
    assert give_back(two, tmp_path, form, confirmed).confirmed == ("entry/d/title.en",)
    assert (two["d"], last(two)) == (state, before + 1)
    assert [one.id for one in two.translations(stale=True)] == ["b"]
    again = give_back(two, tmp_path, form, confirmed)
    assert (again.confirmed, again.left, last(two)) == ((), 1, before + 1)
    with pytest.raises(Irreversible, match="or confirmed what stayed as it was"):
        two.undo(last(two))
    title(two, "d", "Trykfejl igen", "No misprint")
    assert [one.id for one in two.translations(stale=True)] == ["b", "d"]


def test_nothing_is_confirmed_where_the_text_changed_again(two: Catalogue, form: str, tmp_path: Path) -> None:
    (unit,) = (one for one in exported(two, form) if one.name == "entry/b/title")
    title(two, "b", "Nyest", "News")
    done = give_back(two, tmp_path, form, [unit._replace(target="News", is_stale=False)])
    assert "title.da has changed since the export; it now says “Nyest”" in reasons(done)[0]


def test_a_text_is_confirmed_while_another_of_the_work_is_translated(kb: Catalogue, form: str, tmp_path: Path) -> None:
    kb.put(make_entry("a", title=Text(da="Ud", en="Out"), abstract=Text(da="Om.")))
    kb.put(make_entry("a", title=Text(da="Ud!", en="Out"), abstract=Text(da="Om.")))
    heading, abstract = exported(kb, form)
    units = [heading._replace(target="Out", is_stale=False), abstract._replace(target="On.", is_stale=False)]
    done = give_back(kb, tmp_path, form, units)
    assert (done.taken, done.confirmed) == (("entry/a/abstract.en",), ("entry/a/title.en",))
    assert not kb.translations("en", stale=True, types=["entry"])
    kb.undo(last(kb))
    assert kb["a"].abstract.en is None


both = st.builds(Text, da=maybe(lines), en=maybe(lines)).filter(bool)


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_after_a_translator_everything_is_there(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp(name)

    @settings(max_examples=20, deadline=None)
    @given(st.lists(st.tuples(both, both), min_size=1, max_size=3), lines)
    def check(texts: list[tuple[Text, Text]], translation: str) -> None:
        with Catalogue.in_memory() as kb:
            kb.put(*VOCABULARY)
            for version in (0, 1):
                kb.put(*(make_entry(f"a-{n}", title=one[version], abstract=one[0]) for n, one in enumerate(texts)))
            for to in LANGUAGES:
                units = [one._replace(target=translation, is_stale=False) for one in exported(kb, name, to)]
                assert reasons(give_back(kb, folder, name, units, to)) == []
            assert {one.state(to) for one in kb.translations(types=["entry"]) for to in LANGUAGES} <= {
                "present",
                "same",
            }

    check()


# the files


def test_a_file_that_is_none_is_refused(kb: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        kb.import_translations(tmp_path / "gone.po")
    with pytest.raises(UnknownRecord, match=r"unknown format: “\.docx”; did you mean po, xliff, csv"):
        kb.import_translations(tmp_path / "x.docx")
    (tmp_path / "x.po").write_text("hej")
    with pytest.raises(InvalidFile, match=r"^x\.po: line 1 is not PO: "):
        kb.import_translations(tmp_path / "x.po")


def test_the_command_line_goes_there_and_back(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "til-oversaettelse.po"
    assert cli("translations", "export", "--to", "en", str(file)).code == 0
    text = file.read_text(encoding="utf-8")
    heading = re.escape('msgctxt "entry/fa-exit-christensen-2019/title"\n')
    file.write_text(re.sub(rf'({heading}msgid ".*"\nmsgstr )""', r'\1"Ways out of extremism"', text), encoding="utf-8")
    tried = cli("translations", "import", "--dry-run", str(file), lang="en")
    number = len(re.findall("^msgctxt", text, flags=re.MULTILINE))
    assert tried.out == "entry/fa-exit-christensen-2019/title.en\n"
    assert tried.err == f"1 text would be translated, {number - 1} left as they were, 0 refused.\n"
    done = cli("translations", "import", str(file), "--json")
    assert done.json == {
        "taken": ["entry/fa-exit-christensen-2019/title.en"],
        "confirmed": [],
        "left": number - 1,
        "refused": [],
    }
    shown = cli("search", "Ways out of extremism", "--limit", "1", "--json", lang="en").json
    assert shown["hits"][0]["slug"] == "fa-exit-christensen-2019"


def test_the_command_line_tells_what_is_refused(cli: Cli, tmp_path: Path) -> None:
    cli("init")
    file = tmp_path / "x.csv"
    file.write_text("text,target.en,fingerprint\nentry/udsyn/title,View,x0000000000000000\n", encoding="utf-8")
    done = cli("translations", "import", str(file), lang="da")
    assert done.code == 1
    assert done.out.startswith("linje 2: entry/udsyn: title.da er ændret siden eksporten; nu står der “")
    assert done.err == "0 tekster oversat, 0 uændrede, 1 afvist.\n"
    assert cli("translations", "import", str(file), "--json").json["refused"][0]["place"] == 2


def test_a_translators_work_is_not_written_over(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "x.po"
    file.touch()
    assert cli("translations", "export", "--to", "en", str(file)).code == 0
    file.write_text("arbejde")
    done = cli("translations", "export", "--to", "en", str(file))
    assert (done.code, done.err) == (1, f"Fejl: {file} kan ikke skrives: der er allerede en fil\n")
    assert file.read_text() == "arbejde"


def test_an_export_goes_to_standard_output_in_a_format_that_is_named(cli: Cli) -> None:
    done = cli("translations", "export", "--to", "da", "--format", "xliff")
    assert done.out.startswith("<?xml")
    assert cli("translations", "export", "--to", "da", lang="en").err.startswith("Error: unknown format: “”; did you")
    assert cli("translations", "export", "--format", "po").code == 2
