"""The command that tells others of a work: announce."""

from typing import Any

import click

from ncfe_kb.cli.language import Command, argument, option
from ncfe_kb.cli.session import Session, pass_session, with_json
from ncfe_kb.cli.terminal import as_json, write
from ncfe_kb.messages import N_


@click.command(
    cls=Command,
    help=N_("Write a short text that tells of a work, for a newsletter or a post, with its address."),
)
@argument("slug", metavar=N_("SLUG"))
@option(
    "--base-url",
    "base",
    metavar=N_("URL"),
    envvar="NCFE_KB_BASE_URL",
    help=N_("Where the catalogue is on the web [NCFE_KB_BASE_URL]; without it the work's own address is given."),
)
@option(
    "--lang",
    "language",
    type=click.Choice(["da", "en"]),
    help=N_("Language of the text; that of the run by default."),
)
@with_json
@pass_session
def announce(session: Session, /, slug: str, base: str | None, language: Any, json_wanted: bool) -> None:
    """Announce a work."""
    found = session.catalogue.announce(slug, language=language or session.language, base=base)
    if not found.is_public:
        session.tell(session.say(N_("“{slug}” is not public.")).format(slug=found.slug))
    if json_wanted:
        as_json(found.as_dict())
        return
    write(found.text + "\n")


COMMANDS = (announce,)
