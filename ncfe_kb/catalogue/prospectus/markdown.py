"""A course catalogue as Markdown."""

from collections.abc import Iterator

from ncfe_kb.catalogue.prospectus.telling import Fact, Item, Meeting, Prospectus
from ncfe_kb.catalogue.reporting.markdown import at_start, escaped


def as_markdown(prospectus: Prospectus) -> str:
    """Return a course catalogue as Markdown."""
    blocks = [f"# {escaped(prospectus.title)}"]
    for part in prospectus.parts:
        blocks.append(f"## {escaped(part.title)}")
        for item in part.items:
            blocks += _item(item, prospectus.sessions_label)
    if not prospectus.parts:
        blocks.append(at_start(prospectus.empty))
    return "\n\n".join(blocks) + "\n"


def _item(item: Item, sessions_label: str) -> Iterator[str]:
    yield f"### {at_start(item.theme.value)}"
    if item.facts:
        yield "\n".join(f"- **{escaped(fact.label)}:** {escaped(_listed(fact))}" for fact in item.facts)
    if item.meetings:
        yield f"**{escaped(sessions_label)}**"
        yield "\n".join(f"- {at_start(_line(meeting))}" for meeting in item.meetings)


def _listed(fact: Fact) -> str:
    return ", ".join(value.value for value in fact.values)


def _line(meeting: Meeting) -> str:
    form = meeting.format.value if meeting.format else ""
    return " · ".join(filter(None, (meeting.when, meeting.place, form, meeting.seats)))
