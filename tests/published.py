"""A catalogue as a website shows it, with what is easily shown wrongly; and that website, on a port of its own."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import uvicorn
from conftest import make_entry

from ncfe_kb import Audience, Catalogue, Contributor, Course, Entry, Series, Session, Text, Topic
from ncfe_kb.languages import LANGUAGES
from ncfe_kb.web import create_app

PODCAST = "paa-kanten"
"""A podcast with sound, transcripts, and episodes in one language only."""
LONG = "Forebyggelsesindsatskoordineringsgruppemedlemskabsvurderingsredskab og hvad der i øvrigt hører dertil"
SECRET = "hemmelighedskraemmeri"
"""What only works say that are not public."""
NEVER_PUBLIC = ("kladde", "internt-notat", "forarbejde", "hviler-endnu")
WITHDRAWN = "trukket-tilbage"
RENAMED, NOW = "gammelt-navn", "nyt-navn"
DANISH, ENGLISH = "kun-paa-dansk", "only-in-english"
NO_VOICE = "uden-stemme"


def prepared() -> Catalogue:
    """Return the centre's catalogue with more in it: what is only in one language, hidden, withdrawn, renamed."""
    kb = Catalogue.in_memory(starter=True)
    kb.put(Series(id=PODCAST, title=Text(da="På kanten", en="On the edge")))
    kb.put(Topic(id="kun-emne", preferred_label=Text(da="emne uden oversættelse"), broader=("ekstremisme",)))
    kb.put(Audience(id="kun-gruppe", label=Text(da="målgruppe uden oversættelse")))
    kb.put(*_works(), *_episodes(), *_hidden(), _course())
    kb.withdraw(WITHDRAWN)
    kb.rename(RENAMED, NOW)
    return kb


def _works() -> Iterator[Entry]:
    known = Contributor(name="Tina Wilchen Christensen", role="author", person="christensen-tina-wilchen")
    people = (known, Contributor(name="Friis, Åse-Mette d'Ørsted <script>", role="author"))
    yield make_entry(DANISH, date="2021-05", topics=("exit",), abstract=Text(da="Et resumé, som kun er på dansk."))
    english = {"title": Text(en="Only in English"), "abstract": Text(en="A summary that is only in English.")}
    yield make_entry(ENGLISH, date="2021-06-07", topics=("exit",), language="en", **english)
    links = (f"https://example.org/{'meget-langt-' * 12}", "https://example.org/?a=1&b=%3C2%3E")
    long = Text(da=f"{LONG}: <b>“exit” & 'mere'</b>", en=f"{LONG} (in Danish) <img src=x onerror=alert(1)>")
    about = {"topics": ("kun-emne", "exit"), "audience": ("kun-gruppe", "praktikere")}
    yield make_entry("langt", title=long, contributors=people, urls=links, date="2022", abstract=long, **about)
    supplied = Text(da="et værk uden trykt titel")
    yield make_entry("uden-titel", title=Text(), supplied_title=supplied, date="2020/2022", kind="report")
    yield make_entry(RENAMED, title=Text(da="Det nye navn", en="The new name"), relations=_related(DANISH))


def _related(slug: str) -> tuple[dict[str, str], ...]:
    return ({"type": "based_on", "target": slug},)


def _episodes() -> Iterator[Entry]:
    def episode(slug: str, number: int, title: Text, **told: Any) -> Entry:
        sound = {"url": f"https://example.org/{slug}.mp3", "length": 1_000_000 + number, "type": "audio/mpeg"}
        said = {"number": number, "season": 1, "duration": 600 * number, "guid": slug, "enclosure": sound, **told}
        date = f"2021-0{number}-11"
        return make_entry(slug, kind="podcast_episode", series=PODCAST, title=title, date=date, episode=said)

    yield episode("paa-kanten-1", 1, Text(da="Ét: dansk", en="One: English"), transcript="https://example.org/1.vtt")
    yield episode("paa-kanten-2", 2, Text(da="To: kun dansk"), transcript="https://example.org/2.vtt")
    yield episode("paa-kanten-3", 3, Text(en="Three: English only"))
    yield episode("paa-kanten-4", 4, Text(da="Fire: uden lyd", en="Four: no sound"), enclosure=None, duration=None)
    without = Contributor(name="Bo Tavs", role="interviewee", consents=({"scope": "voice", "withdrawn": "2022"},))
    silent = episode(NO_VOICE, 5, Text(da="Fem: stemmen er trukket tilbage", en="Five: the voice is withdrawn"))
    yield silent.model_copy(update={"contributors": (without,)})


def _hidden() -> Iterator[Entry]:
    title = Text(da=f"{SECRET} på dansk", en=f"{SECRET} in English")
    yield make_entry("kladde", title=title, topics=("exit",), statuses=({"status": "in_preparation"},))
    yield make_entry("internt-notat", title=title, public=False, relations=_related(DANISH))
    yield make_entry("forarbejde", title=title, statuses=())
    in_years = ({"status": "scheduled", "date": "2199-01-01"},)
    yield make_entry("hviler-endnu", title=title, statuses=in_years, kind="podcast_episode", series=PODCAST)
    yield make_entry(WITHDRAWN, title=Text(da=f"{SECRET} før", en=f"{SECRET} before"), relations=_related(DANISH))


def _course() -> Course:
    soon = [(date.today() + timedelta(days=days)).isoformat() for days in (30, 60)]  # noqa: DTZ011 - any day will do
    places = ("Aarhus", "København")
    sessions = [Session(date=day, place=place, seats=20) for day, place in zip(soon, places, strict=True)]
    theme = Text(da="Samtaler om ekstremisme", en="Talking about extremism")
    seasons = {"catalogues": ("kk-2022-2",), "audience": ("kommunale-medarbejdere", "kun-gruppe"), "topics": ("exit",)}
    return Course(id="k-samtaler", theme=theme, sessions=tuple(sessions), **seasons)


@contextmanager
def served(catalogue: Catalogue) -> Iterator[str]:
    """Serve a catalogue on the loopback by uvicorn, in a thread of this process; yield what addresses begin with."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as uvicorn's own have it
        base = f"http://127.0.0.1:{listening.getsockname()[1]}"
        app = create_app(catalogue, base_url=base)
        server = uvicorn.Server(uvicorn.Config(app, ws="none", log_level="error", server_header=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield base
        finally:
            server.should_exit = True
            thread.join()


PAGES = {
    "front": "/",
    "search": "/search?q=forebyggelse",
    "narrowed": "/search?q=ekstremisme&kind=report&topic=ekstremisme&sort=title",
    "page": "/search?page=2",
    "suggestion": "/search?q=ekstremsime",
    "nothing": "/search?q=xyzzyqwert",
    "work": "/works/fa-exit-christensen-2019",
    "danish work": f"/works/{DANISH}",
    "english work": f"/works/{ENGLISH}",
    "long work": "/works/langt",
    "untitled work": "/works/uden-titel",
    "episode": "/works/paa-kanten-2",
    "withdrawn": f"/works/{WITHDRAWN}",
    "topic": "/topics/ekstremisme",
    "topics": "/topics",
    "person": "/people/christensen-tina-wilchen",
    "all series": "/series",
    "podcast": f"/series/{PODCAST}",
    "series": "/series/ekstremisme-og-forebyggelse",
    "courses": "/courses",
    "courses for": "/courses?audience=kommunale-medarbejdere",
    "course": "/courses/k-samtaler",
    "about": "/about",
    "unknown": "/works/findes-ikke",
}
"""Every type of page, by what it is under in either language."""
ADDRESSES = tuple(f"/{language}{path}" for path in PAGES.values() for language in LANGUAGES)
