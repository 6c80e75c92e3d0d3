"""Messages that are written in English and translated where they are shown, and what they call things."""

from collections.abc import Callable

Translate = Callable[[str], str]


def N_(message: str) -> str:  # noqa: N802 - the name that message extraction knows
    """Mark a message for translation where it is written; it is translated where it is shown."""
    return message


TYPE_LABELS = {
    "entry": N_("entry"),
    "kind": N_("kind"),
    "topic": N_("topic"),
    "topic_group": N_("topic group"),
    "person": N_("person"),
    "organisation": N_("organisation"),
    "series": N_("series"),
    "audience": N_("audience"),
    "course": N_("course"),
    "yearly_report": N_("yearly report"),
    "session": N_("session"),
    "season": N_("season"),
    "status": N_("status"),
    "language": N_("language"),
    "role": N_("role"),
    "relation": N_("relation type"),
    "change": N_("change"),
    "field": N_("field"),
    "format": N_("format"),
    "style": N_("style"),
    "sitemap": N_("sitemap"),
    "type": N_("type of record"),
}
"""What each type of record is called in a message."""

REASONS = (
    N_("Permission denied"),
    N_("No such file or directory"),
    N_("Not a directory"),
    N_("Is a directory"),
    N_("No space left on device"),
    N_("Read-only file system"),
    N_("File name too long"),
    N_("Too many levels of symbolic links"),
    N_("attempt to write a readonly database"),
    N_("unable to open database file"),
    N_("database or disk is full"),
    N_("disk I/O error"),
    N_("File too large"),
    N_("Address already in use"),
    N_("Cannot assign requested address"),
    N_("Name or service not known"),
    N_("it is not the name or the number of a host"),
    N_("file is not a database"),
    N_("database disk image is malformed"),
)
"""Reasons that the system and SQLite give most, so that they are translated too."""
