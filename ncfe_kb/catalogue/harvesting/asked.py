"""What a harvester asks for: the protocol's verbs and their arguments (OAI-PMH 2.0, 3 and 4)."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple, Self

FORMATS: Final = ("oai_dc", "oai_datacite")
"""The prefixes of the forms in which records are given."""
TOKEN: Final = "resumptionToken"  # noqa: S105 - the protocol's name for where a list goes on
_LIST = (("metadataPrefix",), ("from", "until", "set", TOKEN))
_VERBS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "GetRecord": (("identifier", "metadataPrefix"), ()),
    "Identify": ((), ()),
    "ListIdentifiers": _LIST,
    "ListMetadataFormats": ((), ("identifier",)),
    "ListRecords": _LIST,
    "ListSets": ((), (TOKEN,)),
}
"""What each verb needs, and what else it takes."""
_PART = r"[A-Za-z0-9_.!~*'()-]+"
_FORMS = {"metadataPrefix": re.compile(_PART), "set": re.compile(f"{_PART}(?::{_PART})*")}
_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?")
_DAY: Final = len("2019-11-08")
_COUNT = re.compile(r"[0-9]{1,9}")


class Refused(Exception):
    """A request that cannot be answered: the protocol's code for why, and words for who wrote the harvester."""

    def __init__(self, code: str, words: str) -> None:
        """Take the code and the words."""
        super().__init__(code, words)
        self.code, self.words = code, words


class Asked(NamedTuple):
    """A verb with its arguments, which are those that it takes, each once."""

    verb: str
    given: Mapping[str, str]

    @classmethod
    def of(cls, arguments: Sequence[tuple[str, str]]) -> Self:
        """Return what is asked for. Raises Refused with badVerb or badArgument."""
        verbs = [value for name, value in arguments if name == "verb"]
        if len(verbs) != 1 or verbs[0] not in _VERBS:
            raise Refused("badVerb", f"give one verb of: {', '.join(_VERBS)}")
        given = dict(arguments)
        if len(given) != len(arguments):
            raise Refused("badArgument", "an argument is there twice")
        _check_names(verbs[0], given.keys() - {"verb"})
        return cls(verbs[0], given)


def _check_names(verb: str, names: set[str]) -> None:
    needed, taken = _VERBS[verb]
    if unknown := sorted(names - {*needed, *taken}):
        raise Refused("badArgument", f"{verb} does not take: {', '.join(unknown)}")
    if TOKEN in names and len(names) > 1:
        raise Refused("badArgument", f"{TOKEN} stands alone")
    if TOKEN not in names and (missing := [name for name in needed if name not in names]):
        raise Refused("badArgument", f"{verb} needs: {', '.join(missing)}")


class Selection(NamedTuple):
    """The records that are asked for, in which form, and after which one, of how many, the list goes on."""

    prefix: str
    since: str = ""
    until: str = ""
    spec: str = ""
    after: tuple[str, str] = ("", "")
    sent: int = 0

    @classmethod
    def of(cls, asked: Asked) -> "Selection":
        """Return the selection of a request. Raises Refused."""
        if (token := asked.given.get(TOKEN)) is not None:
            return cls._of_token(asked.verb, token)
        prefix, since, until, spec = (asked.given.get(name, "") for name in ("metadataPrefix", "from", "until", "set"))
        return _checked(cls(prefix, since, until, spec), asked.given)

    @classmethod
    def _of_token(cls, verb: str, token: str) -> "Selection":
        wrong = Refused("badResumptionToken", "this is not where a list of this kind goes on; begin it again")
        parts = token.split(",")
        if len(parts) != len(("verb", *cls._fields, "slug")) or parts[0] != verb or not _COUNT.fullmatch(parts[-1]):
            raise wrong
        _, prefix, since, until, spec, stamp, slug, sent = parts
        try:
            _check_stamp("token", stamp)
            given = {name: value for name, value in (("from", since), ("until", until), ("set", spec)) if value}
            return _checked(cls(prefix, since, until, spec, (stamp, slug), int(sent)), given)
        except Refused:
            raise wrong from None

    def token(self, verb: str, after: tuple[str, str], sent: int) -> str:
        """Return what leads to the records after one: all that is asked for, so that nobody must remember it."""
        return ",".join((verb, self.prefix, self.since, self.until, self.spec, *after, str(sent)))

    @property
    def first(self) -> str:
        """The earliest datestamp that is asked for."""
        return f"{self.since}T00:00:00Z" if len(self.since) == _DAY else self.since

    @property
    def last(self) -> str:
        """The latest one."""
        return f"{self.until}T23:59:59Z" if len(self.until) == _DAY else self.until


def _checked(selection: Selection, given: Mapping[str, str]) -> Selection:
    """Return a selection; raises Refused where a value cannot be meant so."""
    since, until = selection.since, selection.until
    for name in ("from", "until"):
        if name in given:
            _check_stamp(name, given[name])
    if "set" in given:
        check_form("set", selection.spec)
    if since and until and len(since) != len(until):
        raise Refused("badArgument", "from and until must both be days, or both have a time")
    if since and until and since > until:
        raise Refused("badArgument", "from is later than until")
    check_format(selection.prefix)
    return selection


def check_format(prefix: str) -> None:
    """Raise Refused where no record can have a form."""
    check_form("metadataPrefix", prefix)
    if prefix not in FORMATS:
        raise Refused("cannotDisseminateFormat", f"records are given as: {', '.join(FORMATS)}")


def check_form(name: str, value: str) -> None:
    """Raise Refused where an argument is not written as the protocol has it."""
    if not _FORMS[name].fullmatch(value):
        raise Refused("badArgument", f"{name} is not of the form that the protocol gives it")


def _check_stamp(name: str, value: str) -> None:
    try:
        is_stamp = _STAMP.fullmatch(value) and datetime.fromisoformat(value)
    except ValueError:
        is_stamp = None
    if not is_stamp:
        raise Refused("badArgument", f"{name} is not a date like 2019-11-08 or 2019-11-08T09:30:00Z")
