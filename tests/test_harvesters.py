"""Outside harvesters take a catalogue of 10,000 works, whole, by date and by set, and keep up with it."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

import pytest
import uvicorn
from conftest import VOCABULARY, make_entry

from ncfe_kb import Catalogue, Text
from ncfe_kb.web import create_app

WORKS = 10_000
TOPICS = ("ekstremisme", "hoejreekstremisme", "nynazisme")
Harvest = Callable[..., dict[str, str | None]]
"""Returns the titles of the records that are asked for, by identifier, None for those that are deleted."""


class Served(NamedTuple):
    """A catalogue, and the address at which it is harvested."""

    kb: Catalogue
    address: str


def work(number: int) -> Any:
    return make_entry(
        f"vaerk-{number:05}",
        title=Text(da=f"Værk {number}", en=f"Work {number}" if number % 2 else None),
        topics=(TOPICS[number % 3],),
        relations=({"type": "about", "target": f"vaerk-{number - 1:05}"},) if number % 4 else (),
    )


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A catalogue of many works behind a real server on loopback."""
    home = tmp_path_factory.mktemp("home")
    with Catalogue.open(home, starter=False) as kb:
        with kb.changes("fill"):
            kb.put(*VOCABULARY, *map(work, range(WORKS)))
        app = create_app(kb, base_url="http://127.0.0.1:8000")
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            port = server.servers[0].sockets[0].getsockname()[1]
            yield Served(kb, f"http://127.0.0.1:{port}/oai")
        finally:
            server.should_exit = True
            thread.join()


def by_sickle(address: str, **chosen: str) -> dict[str, str | None]:
    """Harvest by GET."""
    from sickle import Sickle
    from sickle.oaiexceptions import NoRecordsMatch

    try:
        found = list(Sickle(address).ListRecords(metadataPrefix="oai_dc", **chosen))
    except NoRecordsMatch:
        return {}
    return {one.header.identifier: None if one.deleted else one.metadata["title"][0] for one in found}


def by_scythe(address: str, **chosen: str) -> dict[str, str | None]:
    """Harvest by GET."""
    from oaipmh_scythe import Scythe
    from oaipmh_scythe.exceptions import NoRecordsMatch

    given = {("set_" if name == "set" else "from_" if name == "from" else name): one for name, one in chosen.items()}
    with Scythe(address) as scythe:
        try:
            found = list(scythe.list_records(metadata_prefix="oai_dc", **given))
        except NoRecordsMatch:
            return {}
    return {one.header.identifier: None if one.deleted else one.metadata["title"][0] for one in found}


def by_pyoai(address: str, **chosen: str) -> dict[str, str | None]:
    """Harvest by POST."""
    from oaipmh.client import Client
    from oaipmh.error import NoRecordsMatchError
    from oaipmh.metadata import MetadataRegistry, oai_dc_reader

    registry = MetadataRegistry()
    registry.registerReader("oai_dc", oai_dc_reader)
    given: dict[str, Any] = {name: one for name, one in chosen.items() if name == "set"}
    for name in {"from", "until"} & chosen.keys():
        moment = datetime.fromisoformat(chosen[name]).replace(tzinfo=None)
        given["from_" if name == "from" else name] = moment
    try:
        found = list(Client(address, registry).listRecords(metadataPrefix="oai_dc", **given))
    except NoRecordsMatchError:
        return {}
    return {
        header.identifier(): None if header.isDeleted() else metadata.getField("title")[0]
        for header, metadata, _ in found
    }


BY = pytest.mark.parametrize("by", [by_sickle, by_scythe, by_pyoai])


def public(kb: Catalogue) -> dict[str, str | None]:
    """Return what the public sees, as a harvester has it."""
    hits = kb.public.search(limit=None, facets=())
    return {f"oai:127.0.0.1:{hit.slug}": hit.title.value for hit in hits}


@pytest.mark.slow
@BY
def test_a_whole_catalogue_is_harvested_and_kept_up_with(
    served: Served, by: Harvest, record_property: Callable[[str, object], None]
) -> None:
    kb, address = served
    began = time.monotonic()
    kept = by(address)
    record_property("measured", f"{len(kept)} records in {time.monotonic() - began:.1f} s by {by.__name__}")
    assert {name: title for name, title in kept.items() if title is not None} == public(kb)
    since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    living = sorted(kb.public)
    with kb.changes("edit"):
        kb.put(kb[living[5]].with_(title=Text(da=f"Ny titel til {by.__name__}")), make_entry(f"nyt-{by.__name__[3:]}"))
        kb.withdraw(living[9])
        kb.rename(living[13], f"omdoebt-{living[13]}")
        kb.remove(living[17], drop_relations=True)
    new = by(address, **{"from": since})
    assert len(new) < WORKS
    kept |= new
    assert {name for name, title in new.items() if title is None} >= {f"oai:127.0.0.1:{living[n]}" for n in (9, 13, 17)}
    assert {name: title for name, title in kept.items() if title is not None} == public(kb)


@pytest.mark.slow
@BY
def test_a_set_and_a_time_are_harvested(served: Served, by: Harvest) -> None:
    kb, address = served
    chosen = {"from": "2020-01-01T00:00:00Z", "set": "topic:nynazisme"}
    found = {name: title for name, title in by(address, **chosen).items() if title is not None}
    with_topic = kb.public.search(topics=["nynazisme"], limit=None, facets=())
    assert found.keys() == {f"oai:127.0.0.1:{hit.slug}" for hit in with_topic}
    assert len(found) > WORKS / 3 - 100
    assert by(address, set="topic:ukendt") == {}
    assert by(address, until="2020-01-01T00:00:00Z") == {}
