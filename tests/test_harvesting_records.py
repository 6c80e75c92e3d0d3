"""Which records harvesters get, and when these changed: whatever staff do, by way of the log of changes."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import VOCABULARY, make_entry
from harvested import FIRST, WORKS, age, ask, changed, error_of, harvest, listed

from ncfe_kb import Catalogue, Contributor, Person, Text, Topic
from ncfe_kb.models import Consent, Identifier


@pytest.fixture
def kb(home: Path) -> Iterator[Catalogue]:
    """A catalogue in a folder with a few works, of which two are not public."""
    with Catalogue.open(home, starter=False) as catalogue:
        catalogue.put(*WORKS)
        yield catalogue


def test_what_was_public_is_deleted_and_what_never_was_is_not_told_of(kb: Catalogue) -> None:
    age(kb)
    kb.withdraw("exit")
    kb.put(kb["online"].with_(public=False))
    kb.remove("uden-emne")
    kb.put(kb["intern"].with_(title=Text(da="Hemmelig")), kb["kladde"].with_(title=Text(da="Ny")))
    kb.remove("kladde")
    found = harvest(kb)
    assert {slug: one.titles for slug, one in found.items()} == dict.fromkeys(("exit", "online", "uden-emne"))
    assert all(one.stamp > FIRST for one in found.values())
    assert found["exit"].sets > {"kind:news", "topic:nynazisme"}
    assert error_of(ask(kb, "ListMetadataFormats", identifier="oai:example.org:exit")) == "noMetadataFormats"


def test_a_deleted_record_says_nothing_of_what_staff_do_with_it_later(kb: Catalogue) -> None:
    kb.withdraw("exit")
    age(kb)
    kb.put(kb["exit"].with_(topics=("ekstremisme",), kind="podcast_episode", title=Text(da="Ny")))
    assert changed(kb) == set()
    assert harvest(kb)["exit"].sets >= {"kind:news", "topic:nynazisme"}


def test_a_deleted_record_stays_in_the_sets_that_it_was_in(kb: Catalogue) -> None:
    kb.withdraw("exit")
    before = harvest(kb)["exit"]
    kb.put(VOCABULARY[3].with_(broader=()))
    assert harvest(kb)["exit"] == before


def test_what_was_public_only_inside_one_change_never_was(kb: Catalogue) -> None:
    with kb.changes("both"):
        kb.add(make_entry("kort"))
        kb.withdraw("kort")
    with kb.changes("both"):
        kb.add(make_entry("kort-2"))
        kb.remove("kort-2")
    assert listed(kb) == ["exit", "online", "uden-emne"]


def test_undoing_a_publication_deletes_and_undoing_a_withdrawal_brings_back(kb: Catalogue) -> None:
    kb.add(make_entry("ny"))
    added = kb.history()[0].id
    kb.withdraw("exit")
    kb.undo(kb.history()[0].id)
    kb.undo(added)
    found = harvest(kb)
    assert found["ny"].titles is None
    assert found["exit"].titles is not None


def test_a_renamed_work_is_a_new_record_and_the_old_one_is_deleted(kb: Catalogue) -> None:
    kb.rename("exit", "vej-ud")
    kb.rename("kladde", "udkast")
    found = harvest(kb)
    assert found["exit"].titles is None
    assert found["vej-ud"].titles is not None
    assert not {"kladde", "udkast"} & found.keys()


def test_of_two_that_are_merged_one_is_deleted(kb: Catalogue) -> None:
    age(kb)
    kb.merge("exit", "online")
    found = harvest(kb)
    assert found["online"].titles is None
    assert found["exit"].stamp > FIRST


def test_what_is_dated_ahead_becomes_public_at_that_moment(kb: Catalogue) -> None:
    age(kb)
    moment = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=2)
    kb.put(make_entry("snart", statuses=({"status": "scheduled", "date": moment.isoformat()},)))
    kb.put(make_entry("aldrig", statuses=({"status": "scheduled", "date": "2199-01-01"},)))
    kb.put(make_entry("om", relations=({"type": "about", "target": "snart"},)))
    age(kb)
    assert changed(kb) == set()
    while datetime.now(UTC) < moment:
        assert "snart" not in listed(kb)
    found = harvest(kb)
    assert found["snart"].stamp == found["om"].stamp == f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    assert "https://example.org/works/snart" in found["om"].titles
    assert "aldrig" not in found


def test_a_date_ahead_that_has_passed_counts_after_a_later_change_too(kb: Catalogue) -> None:
    kb.put(make_entry("snart", statuses=({"status": "scheduled", "date": "2020-06-01T12:00Z"},)))
    kb.put(make_entry("for-sent", statuses=({"status": "scheduled", "date": "2199-06-01T12:00Z"},)))
    age(kb)
    assert harvest(kb)["snart"].stamp == "2020-06-01T12:00:00Z"
    kb.remove("snart")
    kb.remove("for-sent")
    assert harvest(kb)["snart"].titles is None
    assert "for-sent" not in harvest(kb)


@pytest.mark.parametrize(
    "private",
    [
        {"notes": Text(da="Kun for os")},
        {"relations": ({"type": "about", "target": "intern"},)},
        {"relations": ({"type": "distinct_from", "target": "online"},)},
        {"contributors": (Contributor(name="Åse Holm", role="author", consents=(Consent(scope="name"),)),)},
    ],
)
def test_what_the_public_does_not_see_changes_no_record(kb: Catalogue, private: dict[str, object]) -> None:
    kb.put(kb["exit"].with_(contributors=(Contributor(name="Åse Holm", role="author"),)))
    age(kb)
    kb.put(kb["exit"].with_(**private))
    assert changed(kb) == set()


def test_a_name_whose_consent_is_withdrawn_is_gone_from_a_changed_record(kb: Catalogue) -> None:
    author = Contributor(name="Åse Holm", role="author", consents=(Consent(scope="name"),))
    kb.put(kb["exit"].with_(contributors=(author,)))
    age(kb)
    assert "Holm, Åse" in harvest(kb)["exit"].titles
    withdrawn = author.with_(consents=(Consent(scope="name", withdrawn="2026-01-01"),))
    kb.put(kb["exit"].with_(contributors=(withdrawn,)))
    assert changed(kb) == {"exit"}
    assert "Holm, Åse" not in harvest(kb)["exit"].titles


def test_records_change_with_all_whose_words_they_have(kb: Catalogue) -> None:
    holm = Contributor(name="Åse Holm", role="author", person="holm-aase")
    kb.put(
        kb["online"].with_(contributors=(holm,)),
        kb["uden-emne"].with_(relations=({"type": "about", "target": "exit"},)),
    )
    cases = [
        ({"exit"}, Topic(id="nynazisme", preferred_label=Text(da="nazisme"), broader=("hoejreekstremisme",))),
        ({"online"}, Person(id="holm-aase", name="Åse Holm", orcid="0000-0002-1825-0097")),
        (set(), Person(id="holm-aase", name="Åse Holm", orcid="0000-0002-1825-0097", note=Text(da="Ny note"))),
        ({"exit", "uden-emne"}, kb["exit"].with_(title=Text(da="Vej ind"))),
        ({"exit"}, kb["exit"].with_(title=Text(da="Vej ind"), abstract=Text(da="Om det"))),
        ({"online"}, VOCABULARY[2].with_(preferred_label=Text(da="Ekstremisme"))),
        ({"exit"}, VOCABULARY[3].with_(broader=())),
        ({"exit", "online", "uden-emne"}, VOCABULARY[0].with_(label=Text(da="Nyt"))),
    ]
    for expected, record in cases:
        age(kb)
        before = harvest(kb)
        kb.put(record)
        after = harvest(kb)
        assert changed(kb) == expected, record
        assert {slug for slug in after if after[slug][1:] != before[slug][1:]} <= expected


def test_a_relation_changes_both_records(kb: Catalogue) -> None:
    age(kb)
    kb.put(kb["exit"].with_(relations=({"type": "about", "target": "online"},)))
    assert changed(kb) == {"exit", "online"}
    age(kb)
    kb.withdraw("online")
    assert changed(kb) == {"exit", "online"}


def test_a_relation_that_goes_with_its_target_changes_the_record(kb: Catalogue) -> None:
    kb.put(kb["exit"].with_(relations=({"type": "about", "target": "online"},)))
    age(kb)
    kb.remove("online", drop_relations=True)
    assert changed(kb) == {"exit", "online"}


def test_what_was_loaded_when_the_catalogue_was_made_changed_then(starter: Catalogue) -> None:
    made = starter.history()[-1].at
    stamps = {one.stamp for one in harvest(starter).values()}
    assert stamps == {made.replace("+00:00", "Z")}
    assert sorted(harvest(starter)) == sorted(starter.public)


def test_a_forgotten_name_is_in_no_identifier(kb: Catalogue) -> None:
    kb.put(make_entry("interview-aase-holm", title=Text(da="Åse Holm fortæller")), make_entry("om-aase-holm"))
    kb.remove("om-aase-holm")
    kb.put(make_entry("tilbage", identifiers=(Identifier(scheme="doi", value="10.1000/182"),)))
    assert {"interview-aase-holm", "om-aase-holm"} <= set(listed(kb))
    age(kb)
    kb.forget("Åse Holm")
    found = harvest(kb)
    assert not [slug for slug in found if "holm" in slug]
    renamed = [slug for slug in changed(kb) if slug.startswith("interview-nn-")]
    assert found[renamed[0]].titles[0] == "N.N. fortæller"
    assert sum(one.titles is None for one in found.values()) == 1


def test_a_name_that_only_the_history_has_is_forgotten_too(kb: Catalogue) -> None:
    kb.add(make_entry("om-bo-dal"))
    kb.remove("om-bo-dal")
    assert "om-bo-dal" in listed(kb)
    with pytest.raises(LookupError):
        kb.forget("Bo Dal")
    assert not [slug for slug in listed(kb) if "dal" in slug]


def test_a_change_is_dated_when_it_is_committed(kb: Catalogue) -> None:
    with kb.changes("long"):
        kb.add(make_entry("a"))
        began = datetime.now(UTC).replace(microsecond=0)
        while datetime.now(UTC) < began + timedelta(seconds=1):
            pass
        kb.add(make_entry("b"))
    at = datetime.fromisoformat(kb.history()[0].at)
    assert at > began
    assert re.fullmatch(r"[0-9T:-]+\+00:00", kb.history()[0].at)


def test_what_is_being_written_is_not_kept(kb: Catalogue) -> None:
    with suppress(KeyError), kb.changes("nothing"):
        kb.add(make_entry("a"))
        assert "a" in listed(kb)
        kb.withdraw("unknown")
    assert "a" not in kb
    assert "a" not in listed(kb)
