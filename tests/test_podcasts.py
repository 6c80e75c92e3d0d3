"""Series as podcasts: what apps need is there, other programs read it, and an episode is the same for good."""

import struct
from typing import Any
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, fromstring

import pytest
from conftest import ROOT, make_entry
from feed_readers import by_feedparser, by_podcastparser, by_rss_parser
from hypothesis import given
from strategies import POOL, THOROUGH, entries

from ncfe_kb import Catalogue, Contributor, Entry, Series, Text, UnknownRecord

pytest.importorskip("feedgen", reason="feedgen is not installed: pip install 'ncfe-kb[feeds]'")
BASE = "https://example.org"
ADDRESS = f"{BASE}/series/udsyn/podcast.rss"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
SOUND = {"url": "https://example.org/1.mp3", "length": 1234, "type": "audio/mpeg"}


def episode(slug: str, day: str, fields: Any = None, **said: Any) -> Entry:
    status = {"status": "published", "date": day}
    given = {"kind": "podcast_episode", "series": "udsyn", "language": "da", "statuses": (status,), **said}
    return make_entry(slug, episode={"enclosure": SOUND, **(fields or {})}, **given)


@pytest.fixture
def udsyn(kb: Catalogue) -> Catalogue:
    """A catalogue with a podcast of four episodes, one of them in English, one without sound, and one to come."""
    numbers = {"season": 2, "number": 7, "duration": 3725}
    voices = (
        Contributor(name="Bo Vært", role="host"),
        Contributor(name="Åse Holm", role="interviewee", person="holm-aase"),
        Contributor(name="Centeret", role="publisher"),
    )
    kb.put(
        Series(id="udsyn", title=Text(da="Udsyn", en="Outlook")),
        Series(id="rapporter", title=Text(da="Rapporter")),
        episode("foerste", "2020-01-01", {"guid": "gammel-guid"}, title=Text(da="Første")),
        episode(
            "anden",
            "2020-02-01",
            {**numbers, "transcript": "https://example.org/2.vtt"},
            title=Text(da="Anden", en="Second"),
            abstract=Text(da="Om exit & mere"),
            contributors=voices,
            topics=("ekstremisme",),
        ),
        episode("engelsk", "2020-03-01", title=Text(en="In English"), language="en"),
        episode("lydloes", "2020-04-01", {"enclosure": None}, title=Text(da="Uden lyd")),
        episode("hemmelig", "2199-01-01", title=Text(da="Hemmelig")),
        make_entry("rapport", series="rapporter"),
    )
    return kb


def feed(catalogue: Catalogue) -> bytes:
    return catalogue.public.podcast("udsyn", base=BASE)


def channel(catalogue: Catalogue) -> Element:
    found = fromstring(feed(catalogue)).find("channel")
    assert found is not None
    return found


def items(catalogue: Catalogue) -> dict[str, Element]:
    return {one.findtext("title", ""): one for one in channel(catalogue).iter("item")}


def test_the_whole_says_what_apps_ask_for(udsyn: Catalogue) -> None:
    found = channel(udsyn)
    assert {name: found.findtext(name) for name in ("title", "link", "language", "description")} == {
        "title": "Udsyn",
        "link": f"{BASE}/da/series/udsyn",
        "language": "da",
        "description": "Alle afsnit af Udsyn.",
    }
    said = {name: found.findtext(f"{ITUNES}{name}") for name in ("author", "explicit", "type")}
    assert said == {"author": "Centeret", "explicit": "false", "type": "episodic"}
    attributes = [one.attrib for name in ("image", "category") for one in found.findall(f"{ITUNES}{name}")]
    assert attributes == [{"href": f"{BASE}/static/podcast.png"}, {"text": "Government"}]
    assert found.findtext(f"{PODCAST}locked") == "yes"
    guid = uuid5(UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6"), "example.org/series/udsyn/podcast.rss")
    assert found.findtext(f"{PODCAST}guid") == str(guid)


def test_the_guid_is_that_of_the_specifications_own_example() -> None:
    from ncfe_kb.catalogue.syndicating.podcasts import guid_of  # here, since most tests need no part of it

    assert guid_of("https://podnews.net/rss") == "9b024349-ccf0-5f69-a609-6b82873eab3c"


def test_an_episode_says_what_is_known_of_it(udsyn: Catalogue) -> None:
    found = items(udsyn)["Anden"]
    enclosure, transcript = found.find("enclosure"), found.find(f"{PODCAST}transcript")
    assert enclosure is not None
    assert transcript is not None
    assert enclosure.attrib == {"url": SOUND["url"], "length": "1234", "type": "audio/mpeg"}
    assert transcript.attrib == {"url": "https://example.org/2.vtt", "type": "text/vtt", "language": "da"}
    names = ("duration", "season", "episode", "title", "episodeType", "explicit", "summary", "author")
    assert [found.findtext(f"{ITUNES}{name}") for name in names] == [
        *("3725", "2", "7", "Anden", "full", "false", "Om exit & mere", "Åse Holm")
    ]
    people = [(one.text, one.get("role")) for one in found.findall(f"{PODCAST}person")]
    assert people == [("Bo Vært", "host"), ("Åse Holm", "guest")]


def test_episodes_stand_newest_first_and_only_those_that_are_public(udsyn: Catalogue) -> None:
    assert list(items(udsyn)) == ["Uden lyd", "In English", "Anden", "Første"]
    assert b"emmelig" not in feed(udsyn)


def test_an_episode_in_another_language_is_kept_and_marked(udsyn: Catalogue) -> None:
    found = items(udsyn)
    spoken = {title: one.findtext("{http://purl.org/dc/elements/1.1/}language") for title, one in found.items()}
    assert spoken == {"Uden lyd": None, "In English": "en", "Anden": None, "Første": None}
    assert "kun på engelsk" in found["In English"].findtext("description", "")


def test_a_podcast_speaks_the_language_of_most_of_its_episodes(udsyn: Catalogue) -> None:
    udsyn.put(*(episode(f"en-{number}", "2021", title=Text(en="More"), language="en") for number in range(3)))
    assert [channel(udsyn).findtext(name) for name in ("title", "language")] == ["Outlook", "en"]


def test_an_episode_without_a_sound_file_stays_and_nothing_is_made_up(udsyn: Catalogue) -> None:
    assert items(udsyn)["Uden lyd"].find("enclosure") is None
    udsyn.put(episode("lydloes", "2020-04-01", {"enclosure": {"url": "https://example.org/x.m4a"}}))
    found = items(udsyn)["Titel på lydloes"].find("enclosure")
    assert found is not None
    assert found.get("length") == "0"
    assert found.get("type", "").startswith("audio/")


def test_who_withdrew_their_voice_is_not_heard_any_more(udsyn: Catalogue) -> None:
    gone = tuple({"scope": scope, "date": "2019", "withdrawn": "2020"} for scope in ("voice", "name"))
    guest = Contributor(name="Åse Holm", role="interviewee", person="holm-aase", consents=gone)
    udsyn.put(udsyn["anden"].with_(contributors=(guest,)))
    found = items(udsyn)["Anden"]
    assert found.find("enclosure") is None
    assert found.find(f"{PODCAST}transcript") is None
    assert b"Holm" not in feed(udsyn)


def test_the_guid_stays_whatever_happens_to_the_episode(udsyn: Catalogue) -> None:
    def guids() -> list[str]:
        return [one.findtext("guid", "") for one in channel(udsyn).iter("item")]

    before = guids()
    names = ("lydloes", "engelsk", "anden")
    assert before == [*(f"urn:x-ncfe:work:{name}" for name in names), "gammel-guid"]
    udsyn.rename("anden", "andet-afsnit")
    udsyn.rename("foerste", "foerste-afsnit")
    udsyn.put(udsyn["engelsk"].with_(title=Text(en="Changed")))
    assert guids() == before
    udsyn.withdraw("engelsk")
    assert guids() == [before[0], *before[2:]]


def test_a_podcast_has_a_page_of_its_own_to_say_what_it_is(udsyn: Catalogue) -> None:
    udsyn.put(make_entry("udsyn", abstract=Text(da="Om forebyggelse.")))
    assert channel(udsyn).findtext("description") == "Om forebyggelse."


@pytest.mark.parametrize("key", ["rapporter", "findes-ikke", "hemmelig"])
def test_what_has_no_episodes_is_no_podcast(udsyn: Catalogue, key: str) -> None:
    with pytest.raises(UnknownRecord):
        udsyn.public.podcast(key, base=BASE)


def test_feedparser_reads_it(udsyn: Catalogue) -> None:
    found = by_feedparser(feed(udsyn))
    assert (found.feed.title, len(found.entries)) == ("Udsyn", 4)
    assert found.entries[2].enclosures[0].href == SOUND["url"]
    assert found.entries[2].itunes_duration == "3725"


def test_podcastparser_reads_it(udsyn: Catalogue) -> None:
    found = by_podcastparser(feed(udsyn), ADDRESS)
    assert (found["title"], found["link"]) == ("Udsyn", f"{BASE}/da/series/udsyn")
    assert found["cover_url"] == f"{BASE}/static/podcast.png"
    second = next(one for one in found["episodes"] if one["title"] == "Anden")
    assert second["enclosures"] == [{"url": SOUND["url"], "file_size": 1234, "mime_type": "audio/mpeg"}]
    assert (second["guid"], second["total_time"], second["explicit"]) == ("urn:x-ncfe:work:anden", 3725, False)


def test_npms_rss_parser_reads_it(udsyn: Catalogue) -> None:
    found = by_rss_parser(feed(udsyn))
    assert (found["title"], found["itunes"]["image"]) == ("Udsyn", f"{BASE}/static/podcast.png")
    second = found["items"][2]
    assert second["enclosure"] == {"url": SOUND["url"], "length": "1234", "type": "audio/mpeg"}
    assert (second["guid"], second["itunes"]["duration"]) == ("urn:x-ncfe:work:anden", "3725")
    assert found["items"][1]["spoken"] == "en"
    assert second["transcript"]["$"]["type"] == "text/vtt"


@given(found=entries)
@THOROUGH
def test_whatever_an_episode_holds_the_podcast_is_well_formed(found: Any) -> None:
    shown = found.with_(series="rapporter", public=True, statuses=({"status": "published"},))
    with Catalogue.in_memory() as kb:
        kb.put(*POOL, shown)
        data = kb.public.podcast("rapporter", base=BASE)
        by_feedparser(data)
        by_podcastparser(data, ADDRESS)


def test_the_picture_is_as_apps_ask_for() -> None:
    data = (ROOT / "ncfe_kb" / "web" / "static" / "podcast.png").read_bytes()
    width, height, depth, colour = struct.unpack(">IIBB", data[16:26])
    assert (data[:8], width, height, depth, colour) == (b"\x89PNG\r\n\x1a\n", 1400, 1400, 8, 2)
    assert len(data) < 20_000
