"""What else has a page, in the words of schema.org: topics, people, series, courses, the catalogue itself."""

from collections.abc import Iterable, Sequence
from typing import Any

from ncfe_kb.addresses import Addresses
from ncfe_kb.formats.described import ADDRESSES, kept
from ncfe_kb.formats.schema_org.saying import Node, Saying
from ncfe_kb.formats.schema_org.terms import ORGANISED, TIMED, sort_of
from ncfe_kb.formats.schema_org.works import audiences, named, term
from ncfe_kb.formats.served import SERVED
from ncfe_kb.formats.works import Related, Subject, identifiers_of
from ncfe_kb.languages import LANGUAGES, Language
from ncfe_kb.models import Course, Person, Session, Topic
from ncfe_kb.text import Text

_WORDS = "search_term_string"


class Things:
    """What pages in one language tell of things."""

    def __init__(self, addresses: Addresses, language: Language) -> None:
        """Tell of things that have these addresses."""
        self._to = addresses
        self.language = language
        self._saying = Saying(addresses, language)

    def site(self, name: str) -> Node:
        """Return the site, with how it is searched."""
        search = {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{self._to.search(self.language)}?q={{{_WORDS}}}",
            },
            "query-input": f"required name={_WORDS}",
        }
        said = {"@type": "WebSite", "@id": self._to.front(), "url": self._to.front(self.language), "name": name}
        return {**said, "inLanguage": self.language, "potentialAction": search}

    def catalogue(self, name: str, description: str, scheme: Subject | None) -> Node:
        """Return the catalogue: its works as files, and its thesaurus."""
        files = [
            {
                "@type": "DataDownload",
                "encodingFormat": one.media_type,
                "contentUrl": self._to.of(f"/works.{one.suffix}"),
            }
            for one in SERVED
        ]
        about = {"name": name, "description": description, "inLanguage": list(LANGUAGES)}
        works = {"@type": "Dataset", "@id": self._to.of("/works"), **about, "distribution": files}
        return kept(
            {
                "@type": "DataCatalog",
                "@id": self._to.of("/about"),
                "url": self._to.of("/about", self.language),
                **about,
                "dataset": works,
                "hasPart": self._saying.term_set(scheme),
            }
        )

    def topics(self, scheme: Subject, topics: Iterable[Topic]) -> Node:
        """Return the thesaurus, and the names of its topics, whose pages tell the rest."""
        terms = [{"@id": self._to.topic(topic.id)} for topic in topics]
        return {**self._saying.term_set(scheme), "url": self._to.of("/topics", self.language), "hasDefinedTerm": terms}

    def topic(self, topic: Topic, scheme: Subject | None) -> Node:
        """Return a topic with its other labels and what it means."""
        others = [label for language, label in topic.preferred_label.each() if language != self.language]
        others += [label for _, label in topic.alternative_labels.each()]
        node = self._term(topic, scheme)
        return kept(
            {
                **node,
                "alternateName": [label for label in dict.fromkeys(others) if label != node["name"]],
                "description": self._saying.name(topic.definition),
                "sameAs": [one for one in topic.exact_match if one.startswith(("https://", "http://"))],
            }
        )

    def _term(self, topic: Topic, scheme: Subject | None = None) -> Node:
        return term(Subject(topic.id, topic.preferred_label), scheme, self._saying, self.language)

    def person(self, person: Person) -> Node:
        """Return the page of a person."""
        place = self._saying.place_of("person", person.id, self.language)
        told = {
            "@type": "Person",
            **place,
            "name": person.name,
            "sameAs": [f"{ADDRESSES[scheme]}{value}" for scheme, value in identifiers_of(person)],
        }
        page = {"@type": "ProfilePage", "@id": place["url"], "url": place["url"], "inLanguage": self.language}
        return {**page, "mainEntity": kept(told)}

    def series(self, id: str, title: Text, works: Sequence[Related], *, is_podcast: bool) -> Node:
        """Return a series with its works, a podcast with its feed and episodes."""
        parts = [one for one in works if sort_of(one.schema_type) not in {TIMED, ORGANISED}]
        return kept(
            {
                "@type": "PodcastSeries" if is_podcast else "CreativeWorkSeries",
                **self._saying.place_of("series", id, self.language),
                "name": self._saying.name(title),
                "webFeed": self._to.podcast(id) if is_podcast else "",
                "hasPart": [self._part(one) for one in parts],
            }
        )

    def _part(self, one: Related) -> Node:
        episode = one.entry.episode
        number = episode.number if episode and one.schema_type == "PodcastEpisode" else None
        date = (one.entry.date or "").partition("/")[0]
        said = kept({"episodeNumber": number, "datePublished": date})
        return {**named(one.entry, one.schema_type, self._saying, self.language), **said}

    def course(
        self, course: Course, sessions: Iterable[Session], groups: Sequence[Subject], terms: Sequence[Subject]
    ) -> Node:
        """Return a course with the times that it is held; what is not known is left out."""
        return kept(
            {
                "@type": "Course",
                **self._saying.place_of("course", course.id, self.language),
                "name": self._saying.name(course.theme),
                "provider": {"@type": "Organization", "name": course.provider} if course.provider else {},
                "audience": audiences(groups, self._saying),
                "about": [term(one, None, self._saying, self.language) for one in terms],
                "hasCourseInstance": [self._instance(session, course) for session in sessions],
            }
        )

    def _instance(self, session: Session, course: Course) -> dict[str, Any]:
        first, _, last = session.date.partition("/")
        return kept(
            {
                "@type": "CourseInstance",
                "startDate": first,
                "endDate": last,
                "location": {"@type": "Place", "name": session.place} if session.place else {},
                "courseMode": self._saying.name(session.format or course.format),
                "maximumAttendeeCapacity": session.seats,
                "remainingAttendeeCapacity": session.free,
            }
        )
