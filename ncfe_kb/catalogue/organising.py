"""Arranging courses and their sessions; numbers of participants, never who they are."""

from typing import Unpack, cast

from ncfe_kb.catalogue.checks import check_new
from ncfe_kb.catalogue.course_drafting import (
    CourseFields,
    SessionFields,
    changed,
    new_course,
    session_on,
    with_other_session,
    with_session,
    without_session,
)
from ncfe_kb.catalogue.editing import Editor, put_together
from ncfe_kb.catalogue.vocabulary import near_ids
from ncfe_kb.errors import UnknownRecord
from ncfe_kb.models import Course, Origin, Session
from ncfe_kb.storage import Reader


class Organiser(Editor):
    """The staff's view of a catalogue, which can also arrange courses; each call is a change that can be undone."""

    def add_course(self, id: str | None = None, **said: Unpack[CourseFields]) -> Course:
        """Add a course and return it; without an id it gets one of its theme.

        Audiences and topics are ids or labels. Raises RecordExists, UnknownRecord,
        AmbiguousLabel, InvalidRecord.
        """
        with self._change("add course") as writer:
            course = new_course(said, self._core.vocabulary(writer), writer.ids("course"), id)
            check_new(writer, [course])
            put_together(writer, [Origin("", course)])
        return course

    def change_course(self, id: str, **said: Unpack[CourseFields]) -> Course:
        """Change what is said of a course, and return it. Raises as `add_course`."""
        with self._change("change course") as writer:
            course = changed(_course(writer, id), said, self._core.vocabulary(writer))
            put_together(writer, [Origin("", course)])
        return course

    def remove_course(self, id: str) -> Course:
        """Remove a course with its sessions, and return it. Raises UnknownRecord."""
        with self._change("remove course") as writer:
            course = _course(writer, id)
            writer.remove("course", [id])
        return course

    def add_session(self, course: str, session: Session) -> Course:
        """Add a session to a course, which is returned.

        Raises UnknownRecord, and InvalidRecord where there is one on that date at that place.
        """
        with self._change("add session") as writer:
            found = with_session(_course(writer, course), session)
            writer.put([found])
        return found

    def change_session(
        self, course: str, date: str, /, *, at: str | None = None, **said: Unpack[SessionFields]
    ) -> Session:
        """Change fields of the session on a date, `at` a place where there are several, and return it.

        Once both seats and those taken are known, they alone tell whether it is full. Raises
        UnknownRecord, InvalidRecord.
        """
        with self._change("change session") as writer:
            found = _course(writer, course)
            found, session = with_other_session(found, session_on(found, date, at), said)
            writer.put([found])
        return session

    def remove_session(self, course: str, date: str, *, at: str | None = None) -> Session:
        """Remove the session on a date, `at` a place where there are several, and return it. Raises as above."""
        with self._change("remove session") as writer:
            found = _course(writer, course)
            session = session_on(found, date, at)
            writer.put([without_session(found, session)])
        return session


def _course(reader: Reader, id: str) -> Course:
    found = reader.fetch("course", [id])
    if id not in found:
        raise UnknownRecord("course", id, near_ids(id, reader.ids("course")))
    return cast("Course", found[id])
