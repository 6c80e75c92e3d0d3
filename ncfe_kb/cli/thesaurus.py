"""The command that hands the topics on to programs for thesauri: thesaurus."""

from pathlib import Path
from typing import Any

import click

from ncfe_kb.cli.exchanging import put_out
from ncfe_kb.cli.language import AnyPath, Command, argument, option
from ncfe_kb.cli.session import Session, pass_session
from ncfe_kb.cli.terminal import working
from ncfe_kb.messages import N_


@click.command(
    cls=Command,
    help=N_("Write the topics for programs that read SKOS, or one topic by id or label; load takes such files back."),
)
@argument("topic", metavar=N_("[TOPIC]"), required=False)
@option(
    "--format",
    type=click.Choice(["turtle", "rdfxml", "jsonld"]),
    help=N_("The format; by default what the name of -o ends for, else turtle."),
)
@option(
    "--base",
    metavar=N_("URL"),
    help=N_("What the topics' addresses begin with, as https://example.org; without it they are names."),
)
@option("--public", is_flag=True, help=N_("Only what everyone may see."))
@option("-o", "--output", "path", metavar=N_("FILE"), type=AnyPath(), help=N_("Where to; standard output by default."))
@pass_session
def thesaurus(session: Session, /, topic: str | None, public: bool, path: Path | None, **chosen: Any) -> None:
    """Write the thesaurus."""
    from ncfe_kb import files
    from ncfe_kb.formats import skos

    view = session.catalogue.public if public else session.catalogue
    given = chosen.pop("format") or (None if path else "turtle")
    with working(session.say(N_("Writing …"))):
        data = view.thesaurus(skos.form_of(given, path).name, topic=topic, **chosen)
    if path:
        files.keep(path, data)
        return
    put_out(data, is_text=True)


COMMANDS = (thesaurus,)
