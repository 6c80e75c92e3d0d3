"""What is told of works that came in from a file."""

from typing import TYPE_CHECKING

from ncfe_kb.cli.session import Session
from ncfe_kb.messages import N_

if TYPE_CHECKING:
    from ncfe_kb.catalogue.importing import Imported


def tell_made(done: "Imported", session: Session) -> None:
    """Say which series and organisations were made for the works."""
    from ncfe_kb.messages import TYPE_LABELS
    from ncfe_kb.models import key_of, type_of

    for made in done.made:
        label = session.say(TYPE_LABELS[type_of(made)])
        session.tell(session.say(N_("New {type}: {id}")).format(type=label, id=key_of(made)))


def tell_related(done: "Imported", session: Session, *more: str) -> None:
    """Say what the works are likely to be to others, and more below that."""
    from ncfe_kb.cli.proposal_pages import proposal

    added = {entry.slug: entry for entry in done.entries}
    for one in done.related:
        other = added.get(one.other) or session.catalogue[one.other]
        session.tell(f"{one.slug}: {proposal(one, other, session.say)}")
    for line in more if done.related else ():
        session.tell(line)
