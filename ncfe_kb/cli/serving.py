"""The command that shows the catalogue on the web: serve."""

from typing import Any

import click

from ncfe_kb.cli.language import Command, option
from ncfe_kb.cli.session import Session, pass_session
from ncfe_kb.errors import MissingExtra
from ncfe_kb.messages import N_


@click.command(cls=Command, help=N_("Show what everyone may see on the web: pages, feeds, an API and OAI-PMH."))
@option("--host", default="127.0.0.1", metavar=N_("HOST"), help=N_("Where to listen; by default this machine alone."))
@option("--port", default=8000, type=click.IntRange(1, 65535), help=N_("The port to listen at; 8000 by default."))
@option("--workers", default=1, type=click.IntRange(1, 64), help=N_("How many processes answer; one by default."))
@option(
    "--base-url",
    metavar=N_("URL"),
    envvar="NCFE_KB_BASE_URL",
    help=N_("What the addresses begin with where readers reach it [NCFE_KB_BASE_URL, else host and port]."),
)
@option(
    "--contact",
    metavar=N_("URL"),
    envvar="NCFE_KB_CONTACT",
    help=N_("Whom to tell of security holes: mailto:… or https://… [NCFE_KB_CONTACT]."),
)
@pass_session
def serve(session: Session, /, base_url: str | None, contact: str | None, workers: int, **at: Any) -> None:
    """Serve the catalogue until Ctrl-C."""
    try:
        from ncfe_kb.web import serving
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("ncfe_kb"):
            raise
        raise MissingExtra("FastAPI", "web") from None
    from ncfe_kb.addresses import checked_base, checked_contact

    place = serving.Socket(**at)
    base = checked_base(place.address if base_url is None else base_url)
    told = checked_contact(contact) if contact is not None else None
    with serving.listening(place) as listening:
        session.catalogue.public.edition()  # the index is made before anybody waits for it
        session.tell(session.say(N_("The catalogue is at {address} until Ctrl-C.")).format(address=base))
        serving.serve(str(session.home), listening, workers, base_url=base, contact=told)


COMMANDS = (serve,)
