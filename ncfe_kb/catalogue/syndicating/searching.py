"""How browsers search here from their own search box (OpenSearch 1.1), and complete what is typed into it."""

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element

from ncfe_kb.addresses import Addresses
from ncfe_kb.catalogue.completion import Completion
from ncfe_kb.catalogue.syndicating.readership import Readership
from ncfe_kb.formats.feeds import FORMS
from ncfe_kb.formats.markup import add, file_of
from ncfe_kb.i18n import localiser
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_, TYPE_LABELS

_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_SUGGESTIONS = "application/x-suggestions+json"
_NAME = N_("Extremism")
"""At most 16 characters, in any language."""
_ABOUT = N_("Search the publications on the prevention of extremism")


def description_of(at: Addresses, language: Language) -> bytes:
    """Return what tells a browser how to search here."""
    say = localiser(language)
    root = Element("OpenSearchDescription", {"xmlns": _OPENSEARCH})
    for name, text in (("ShortName", say(_NAME)), ("Description", say(_ABOUT)), ("Language", language)):
        add(root, name, text)
    add(root, "InputEncoding", "UTF-8")
    words = "q={searchTerms}"
    _url(root, "results", "text/html", f"{at.search(language)}?{words}&page={{startPage?}}")
    for form in FORMS.values():
        _url(root, "results", form.media_type, f"{at.feed(form.name, language)}?{words}")
    _url(root, "suggestions", _SUGGESTIONS, f"{at.suggestions(language)}?{words}")
    _url(root, "self", "application/opensearchdescription+xml", at.opensearch(language))
    return file_of([root], "")


def suggestions_of(text: str, found: Sequence[Completion], readers: Readership) -> list[Any]:
    """Return completions as browsers read them: what was typed, the labels, what each is, and where it is."""
    labels, types = [one.label for one in found], [readers.say(TYPE_LABELS[one.type]) for one in found]
    return [text, labels, types, [_address(one, readers) for one in found]]


def _address(one: Completion, readers: Readership) -> str:
    known, at, language = readers
    if one.type == "topic":
        return at.topic(one.id, language)
    if one.type == "entry":
        return at.work(one.id, language)
    return at.person(one.id, language) if one.id in known.people else at.search(language, {"person": one.id})


def _url(root: Element, relation: str, media_type: str, template: str) -> None:
    add(root, "Url", rel=relation, type=media_type, template=template)
