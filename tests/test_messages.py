"""Every message is there in Danish, with the same placeholders, and the files follow the code."""

import string
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po
from conftest import ROOT

from ncfe_kb.i18n import localiser
from ncfe_kb.models import terms

LOCALES = ROOT / "locales"
KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None, "counted": (1, 2)}
METHODS = [("**.py", "python"), ("**/templates/*.html", "jinja2")]
SOURCES = {"messages": ROOT / "ncfe_kb", "click": Path(click.__file__).parent}
DOMAINS = sorted(SOURCES)


def catalogue(domain: str) -> Catalog:
    with (LOCALES / "da" / "LC_MESSAGES" / f"{domain}.po").open("rb") as stream:
        return read_po(stream, locale="da")


def messages(domain: str) -> Iterator[Message]:
    return (message for message in catalogue(domain) if message.id)


def sides(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_message_is_translated(domain: str) -> None:
    assert [message.id for message in messages(domain) if message.fuzzy or not all(sides(message.string))] == []
    assert not catalogue(domain).obsolete


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_catalogue_has_the_messages_of_the_code_and_no_others(domain: str) -> None:
    found = extract_from_dir(SOURCES[domain], METHODS, keywords=KEYWORDS)
    in_code = {sides(message) for _, _, message, _, _ in found}
    assert {sides(message.id) for message in messages(domain)} == in_code


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_translations_have_the_placeholders_of_their_messages() -> None:
    for message in messages("messages"):
        known = {name for side in sides(message.id) for name in fields(side)}
        for side in sides(message.string):
            assert fields(side) == known, message.id


def test_every_term_has_a_danish_label_of_its_own() -> None:
    say = localiser("da")
    for vocabulary in (terms.STATUSES, terms.ROLES, terms.RELATION_TYPES, terms.RELATIONS_TO_CENTRE, terms.SHAPES):
        labels = [say(label) for label in vocabulary.values()]
        assert len(set(labels)) == len(labels)
        assert all(labels)
