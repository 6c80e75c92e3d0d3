"""What a file of SKOS says of one thing, in the catalogue's two languages; other ones are counted."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from rdflib import Graph, Literal, URIRef

from ncfe_kb.errors import Fault
from ncfe_kb.languages import LANGUAGES, Language
from ncfe_kb.messages import N_


class Said:
    """What is said of one thing; whatever is taken goes into `taken`, and texts in other languages into a count."""

    def __init__(self, graph: Graph, node: Any, taken: set[Any], other_languages: Counter[str]) -> None:
        self._graph = graph
        self._node = node
        self._taken = taken
        self._other_languages = other_languages

    def text(self, field: str, predicate: Any) -> dict[Language, str]:
        """Return the one text in each language; one of a region (en-GB) counts where there is none without."""
        found: dict[Language, str] = {}
        texts = list(self._texts(field, predicate))
        for language in LANGUAGES:
            own = [each for each in texts if each[0] == language]
            general = [each for each in own if each[1].lower() == language]
            self._leave_out([tag for _, tag, _ in own if general and tag.lower() != language])
            values = {value for _, _, value in general or own}
            if len(values) > 1:
                raise Fault(N_("has several texts in “{language}”; there can be one"), where=field, language=language)
            if values:
                found[language] = values.pop()
        return found

    def labels(self, field: str, predicate: Any) -> dict[Language, list[str]]:
        """Return all labels in each language, in order."""
        texts = list(self._texts(field, predicate))
        found = {language: sorted({value for one, _, value in texts if one == language}) for language in LANGUAGES}
        return {language: values for language, values in found.items() if values}

    def languages(self, predicate: Any) -> list[Language]:
        """Return which of the two languages a property names."""
        found = [one for one in LANGUAGES if (self._node, predicate, Literal(one)) in self._graph]
        self._taken |= {(self._node, predicate, Literal(one)) for one in found}
        return found

    def addresses(self, predicate: Any) -> list[str]:
        """Return what a property links to, in order."""
        return sorted(str(value) for value in self._values(predicate, URIRef))

    def _values(self, predicate: Any, kind: Any) -> Iterator[Any]:
        for value in self._graph.objects(self._node, predicate):
            if isinstance(value, kind):
                self._taken.add((self._node, predicate, value))
                yield value

    def _texts(self, field: str, predicate: Any) -> Iterator[tuple[Language, str, str]]:
        """Yield the language, its tag and the value of each text. Raises Fault for one without a language."""
        for value in self._values(predicate, Literal):
            tag = value.language
            if not tag:
                shown = str(value)[:60]
                raise Fault(N_("“{text}” does not say its language, da or en"), where=field, text=shown)
            language = next((one for one in LANGUAGES if tag.lower().split("-")[0] == one), None)
            if language:
                yield language, tag, str(value)
            else:
                self._leave_out([tag])

    def _leave_out(self, tags: list[str]) -> None:
        self._other_languages.update(tags)
