"""Asks for records as a harvester does, and reads the answers."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from conftest import VOCABULARY, make_entry
from lxml import etree
from sqlalchemy import create_engine, text

from ncfe_kb import Catalogue, Text

BASE = "https://example.org"
OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
Element = Any
LONG_AGO = "2020-01-01T00:00:00+00:00"
FIRST = "2020-01-01T00:00:00Z"
WORKS = (
    *VOCABULARY,
    make_entry("exit", topics=("nynazisme",), title=Text(da="Vej ud", en="Way out")),
    make_entry("online", topics=("ekstremisme",)),
    make_entry("uden-emne"),
    make_entry("intern", public=False),
    make_entry("kladde", statuses=({"status": "in_preparation"},)),
)
"""A few works, of which two are not public."""


class Got(NamedTuple):
    """A record as a harvester keeps it."""

    stamp: str
    sets: frozenset[str]
    titles: tuple[str, ...] | None
    """None where the record is deleted."""


def ask(kb: Catalogue, verb: str, *, page: int = 100, **given: str) -> Element:
    """Return the answer to a request; `from_` and `set_` are the arguments whose names Python has."""
    arguments = [("verb", verb), *((name.rstrip("_"), value) for name, value in given.items())]
    return etree.fromstring(kb.public.harvest(arguments, base=BASE, page=page))


def error_of(answer: Element) -> str | None:
    """Return the code of what is wrong with a request."""
    return next((error.get("code") for error in answer.iter(f"{OAI}error")), None)


def pages(kb: Catalogue, verb: str, *, page: int = 100, **given: str) -> Iterator[Element]:
    """Yield the answers that a list consists of; none where no record matches."""
    while True:
        answer = ask(kb, verb, page=page, **given)
        if error_of(answer) == "noRecordsMatch":
            return
        assert error_of(answer) is None, etree.tostring(answer)
        yield answer
        if not (token := answer.findtext(f"*/{OAI}resumptionToken")):
            return
        given = {"resumptionToken": token}


def slugs_of(answer: Element) -> list[str]:
    """Return the slugs of the records of an answer."""
    return [one.text.rpartition(":")[2] for one in answer.iterfind(f".//{OAI}header/{OAI}identifier")]


def listed(kb: Catalogue, **given: str) -> list[str]:
    """Return the slugs of a whole list, in its order."""
    given = {"metadataPrefix": "oai_dc", **given}
    return [slug for answer in pages(kb, "ListIdentifiers", **given) for slug in slugs_of(answer)]


def records_of(answer: Element) -> dict[str, Got]:
    """Return the records of an answer by slug."""
    return {slug: _got(one) for slug, one in zip(slugs_of(answer), answer.iter(f"{OAI}record"), strict=True)}


def _got(record: Element) -> Got:
    header = record.find(f"{OAI}header")
    is_deleted = header.get("status") == "deleted"
    assert (record.find(f"{OAI}metadata") is None) == is_deleted
    titles = tuple(one.text for one in record.iter(f"{DC}title", f"{DC}relation", f"{DC}subject", f"{DC}creator"))
    sets = frozenset(one.text for one in header.iterfind(f"{OAI}setSpec"))
    return Got(header.findtext(f"{OAI}datestamp"), sets, None if is_deleted else titles)


def harvest(kb: Catalogue, *, page: int = 100, **given: str) -> dict[str, Got]:
    """Return all records of a list, the later one where one is there twice."""
    given = {"metadataPrefix": "oai_dc", **given}
    found: dict[str, Got] = {}
    for answer in pages(kb, "ListRecords", page=page, **given):
        found |= records_of(answer)
    return found


def now() -> str:
    """Return the present second as the protocol writes it."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def age(kb: Catalogue, at: str = LONG_AGO) -> None:
    """Let all that was changed have happened at a moment in the past, and let the catalogue be read anew."""
    engine = create_engine(os.environ.get("NCFE_KB_DATABASE") or f"sqlite:///{kb.database}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE change_set SET at = :at"), {"at": at})
    engine.dispose()
    vars(kb.public).pop("_harvester", None)


def changed(kb: Catalogue) -> set[str]:
    """Return the slugs of the records that changed after `age`."""
    return set(listed(kb, from_="2020-01-02"))
