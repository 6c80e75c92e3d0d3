"""Answers harvesters: each of the protocol's verbs (OAI-PMH 2.0)."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple, Self
from xml.etree.ElementTree import Element

from ncfe_kb.addresses import Addresses
from ncfe_kb.catalogue.harvesting.asked import FORMATS, TOKEN, Asked, Refused, Selection, check_format
from ncfe_kb.catalogue.harvesting.ledger import Ledger
from ncfe_kb.catalogue.harvesting.listing import ROOTS, Listing, Record, stamp_of
from ncfe_kb.catalogue.harvesting.sets import told_of
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.errors import Fault, InvalidRecord
from ncfe_kb.formats import dublin_core, oai_datacite, oai_pmh
from ncfe_kb.formats.works import Work
from ncfe_kb.messages import N_
from ncfe_kb.storage import Reader, Store

_MAIL: Final = re.compile(r"[^\s@]+@(?:[^\s@.]+\.)+[^\s@.]+")
_NO_MAIL = N_("“{address}” is not an e-mail address; write it like library@example.org")
_WRITERS: Final = {"oai_dc": dublin_core, "oai_datacite": oai_datacite}
_GRACE: Final = timedelta(seconds=5)
"""How long what is dated may take until others see it. An answer is dated so much earlier: whoever asks next for what
changed since then gets it, and perhaps something twice."""


class Repository(NamedTuple):
    """Where harvesters find the catalogue, what they are told that it is called, and whom to write to."""

    addresses: Addresses
    name: str
    contact: str
    page: int

    @classmethod
    def of(cls, base: str, name: str, contact: str | None, page: int) -> Self:
        """Return the repository under a base. Raises InvalidRecord where that or the contact is no address."""
        addresses = Addresses(base)
        host = addresses.host if "." in addresses.host else f"{addresses.host}.invalid"
        contact = f"webmaster@{host}" if contact is None else contact
        if not _MAIL.fullmatch(contact):
            raise InvalidRecord((Fault(_NO_MAIL, address=contact),))
        return cls(addresses, name, contact, max(1, page))

    def identifier(self, slug: str) -> str:
        """Return the identifier of a work."""
        return f"oai:{self.addresses.host}:{slug}"


class Source(NamedTuple):
    """What harvesters are told from: a database, and what a public view makes of it."""

    store: Store
    works: Callable[[Reader, Iterable[str], Addresses], Mapping[str, Work]]
    vocabulary: Callable[[Reader], Vocabulary]


class Harvester:
    """Answers requests for what one catalogue shows to the public; safe to share between threads."""

    def __init__(self, source: Source) -> None:
        """Tell what a source has."""
        self._source = source
        self._ledger = Ledger()

    def answer(self, arguments: Sequence[tuple[str, str]], repository: Repository) -> bytes:
        """Return the whole answer to a request; what cannot be answered says why."""
        moment = datetime.now(UTC)
        given: Mapping[str, str] = {}
        try:
            asked = Asked.of(arguments)
            given = asked.given
            parts = [_Answer(self._source, repository, self._listing(moment)).to(asked)]
        except Refused as refused:
            given = {} if refused.code in {"badVerb", "badArgument"} else given
            parts = [oai_pmh.error(refused.code, refused.words)]
        return oai_pmh.answer(stamp_of(moment - _GRACE), repository.addresses.harvest, given, parts)

    def _listing(self, moment: datetime) -> Listing:
        """Return the records; while this thread writes, also what nobody else sees yet, which is not kept."""
        store = self._source.store
        return (Ledger() if store.is_writing else self._ledger).listing(store, moment)


class _Answer:
    """The answer to one request, from the records as they are."""

    def __init__(self, source: Source, repository: Repository, listing: Listing) -> None:
        self._source = source
        self._repository = repository
        self._listing = listing

    def to(self, asked: Asked) -> Element:
        """Return what the verb asks for. Raises Refused."""
        if asked.verb == "Identify":
            return self._identity()
        if asked.verb == "GetRecord":
            return self._one(asked)
        if asked.verb == "ListMetadataFormats":
            return self._formats(asked)
        return self._sets(asked) if asked.verb == "ListSets" else self._list(asked)

    def _identity(self) -> Element:
        repository, records = self._repository, self._listing.records
        texts = (
            ("repositoryName", repository.name),
            ("baseURL", repository.addresses.harvest),
            ("protocolVersion", "2.0"),
            ("adminEmail", repository.contact),
            ("earliestDatestamp", records[0].stamp if records else stamp_of(datetime.now(UTC))),
            ("deletedRecord", "persistent"),
            ("granularity", oai_pmh.GRANULARITY),
        )
        sample = repository.identifier(records[0].slug if records else "slug")
        return oai_pmh.identity(texts, repository.addresses.host, sample)

    def _formats(self, asked: Asked) -> Element:
        if "identifier" in asked.given and self._record(asked.given["identifier"]).is_deleted:
            raise Refused("noMetadataFormats", "the record is deleted")
        element = Element(asked.verb)
        for prefix in FORMATS:
            writer = _WRITERS[prefix]
            element.append(oai_pmh.metadata_format(prefix, writer.SCHEMA, writer.NAMESPACE))
        return element

    def _sets(self, asked: Asked) -> Element:
        if TOKEN in asked.given:
            raise Refused("badResumptionToken", "the list of sets is given whole")
        element = Element(asked.verb)
        with self._source.store.reading() as reader:
            known = self._source.vocabulary(reader)
        for spec in (*ROOTS, *sorted(self._listing.sets)):
            element.append(oai_pmh.named_set(spec, *told_of(spec, known)))
        return element

    def _one(self, asked: Asked) -> Element:
        check_format(asked.given["metadataPrefix"])
        record = self._record(asked.given["identifier"])
        element = Element(asked.verb)
        element.extend(self._written([record], asked.given["metadataPrefix"]))
        return element

    def _record(self, identifier: str) -> Record:
        beginning = self._repository.identifier("")
        found = (
            self._listing.by_slug.get(identifier.removeprefix(beginning)) if identifier.startswith(beginning) else None
        )
        if found is None:
            raise Refused("idDoesNotExist", "there is no such record here")
        return found

    def _list(self, asked: Asked) -> Element:
        """Return a page of a list, and where that goes on."""
        selection = Selection.of(asked)
        chosen = self._listing.between(selection.first, selection.last, selection.spec)
        left = [one for one in chosen if (one.stamp, one.slug) > selection.after]
        left = left or chosen[-1:]  # what was left has changed since, and is in a later list; none is empty
        if not left:
            raise Refused("noRecordsMatch", "no record is in that set and changed in that time")
        page, element = left[: self._repository.page], Element(asked.verb)
        element.extend(self._written(page, selection.prefix) if asked.verb == "ListRecords" else self._headers(page))
        if selection.sent or len(page) < len(left):
            after, sent = (page[-1].stamp, page[-1].slug), selection.sent + len(page)
            token = selection.token(asked.verb, after, sent) if len(page) < len(left) else ""
            size = selection.sent + len(left)
            element.append(oai_pmh.resumption(token, size=size, cursor=selection.sent))
        return element

    def _headers(self, records: Iterable[Record]) -> list[Element]:
        return [oai_pmh.header(self._header(record)) for record in records]

    def _written(self, records: Sequence[Record], prefix: str) -> list[Element]:
        """Return records in a form; what was withdrawn this very moment is told of as deleted."""
        with self._source.store.reading() as reader:
            there = [record.slug for record in records if not record.is_deleted]
            works = self._source.works(reader, there, self._repository.addresses)
        writer, written = _WRITERS[prefix], []
        for record in records:
            work = works.get(record.slug)
            header = self._header(record)._replace(is_deleted=work is None)
            written.append(oai_pmh.record(header, writer.element(work) if work else None))
        return written

    def _header(self, record: Record) -> oai_pmh.Header:
        return oai_pmh.Header(self._repository.identifier(record.slug), record.stamp, record.sets, record.is_deleted)
