"""A work that got another slug: the old one still leads there, and everything that referred to it follows."""

import pytest
from cli_runner import Cli
from conftest import MakeEntry

from ncfe_kb import Catalogue, Course, InvalidRecord, RecordExists, Text, UnknownRecord
from ncfe_kb.models import Season


@pytest.fixture
def renamed(kb: Catalogue, entry: MakeEntry) -> Catalogue:
    """A catalogue in which "old" became "new", was referred to, and has a namesake."""
    kb.add(entry("old", title=Text(da="Nynazisme")))
    kb.add(entry("summary", relations=({"type": "summary_of", "target": "old"},)), entry("other"))
    kb.add(Course(id="kursus", theme=Text(da="Tema"), catalogues=("old",)))
    kb.rename("old", "new")
    return kb


def test_the_old_slug_leads_to_the_work_in_both_views(renamed: Catalogue) -> None:
    for view in (renamed, renamed.public):
        assert view["old"] == view["new"]
        assert view["old"].slug == "new"
        assert "old" in view
        assert set(view) == {"new", "summary", "other"}
        assert [one.target for one in view.relations("old")] == ["summary"]
        assert view.similar("old") == view.similar("new")
    assert [hit.slug for hit in renamed.search("nynazisme")] == ["new"]
    assert renamed["new"].former_slugs == ("old",)


def test_what_referred_to_the_work_follows(renamed: Catalogue) -> None:
    assert renamed["summary"].relations[0].target == "new"
    assert [one for one in renamed.doctor() if one.is_wrong] == []
    with pytest.raises(UnknownRecord):
        renamed["never"]


def test_a_course_catalogue_keeps_its_season(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry("katalog"), Season(catalogue="katalog", label=Text(da="forår/sommer 2019")))
    kb.rename("katalog", "kursuskatalog")
    assert [one.is_wrong for one in kb.doctor() if one.check == "references"] == []
    kb.undo(kb.history(limit=1)[0].id)
    kb.rename("katalog", "kk")
    assert "kk" in kb


def test_history_goes_back_beyond_the_new_name(renamed: Catalogue) -> None:
    assert [one.reason for one in renamed.history("new")] == ["rename", "add"]
    assert renamed.history("old") == renamed.history("new")


def test_it_is_one_change_that_can_be_taken_back(renamed: Catalogue) -> None:
    renamed.undo(renamed.history(limit=1)[0].id)
    assert set(renamed) == {"old", "summary", "other"}
    assert renamed["summary"].relations[0].target == "old"
    assert "new" not in renamed


def test_a_slug_that_leads_somewhere_is_taken(renamed: Catalogue, entry: MakeEntry) -> None:
    with pytest.raises(RecordExists):
        renamed.add(entry("old"))
    with pytest.raises(RecordExists):
        renamed.rename("other", "old")
    with pytest.raises(RecordExists):
        renamed.rename("other", "summary")
    with pytest.raises(InvalidRecord):
        renamed.rename("other", "Ikke En Slug")
    assert set(renamed) == {"new", "summary", "other"}


def test_a_work_may_go_by_several_names_and_back_to_the_first(renamed: Catalogue) -> None:
    renamed.rename("old", "newest")
    assert renamed["old"].slug == renamed["new"].slug == "newest"
    renamed.rename("new", "old")
    assert renamed["old"].former_slugs == ("new", "newest")
    assert renamed["newest"].slug == "old"
    before = renamed.history()
    assert renamed.rename("newest", "old").slug == "old"
    assert renamed.history() == before


def test_a_hidden_work_is_not_hinted_at_by_its_old_name(renamed: Catalogue) -> None:
    renamed.withdraw("old")
    assert "old" not in renamed.public
    with pytest.raises(UnknownRecord) as unknown:
        renamed.public["old"]
    assert "new" not in str(unknown.value)


def test_the_command_line_renames_and_says_so(cli: Cli) -> None:
    cli("add", "news", "--title-da", "Nyt", "--slug", "nyt")
    assert cli("rename", "nyt", "nyere").out == "nyere\n"
    shown = cli("show", "nyt")
    assert shown.err == "“nyt” hedder nu “nyere”.\n"
    assert cli("show", "nyt", "--json").json["slug"] == "nyere"
    assert cli("add", "news", "--title-da", "Nyt", "--distinct").out == "nyt-2\n"
