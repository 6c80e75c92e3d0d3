"""The command `ncfe-kb` and its options; each command stands in a module of its own kind."""

import click

from ncfe_kb import __version__
from ncfe_kb.cli import (
    adding,
    amending,
    announcing,
    completion,
    courses,
    exchanging,
    finding,
    keeping,
    merging,
    proposing,
    publishing,
    reporting,
    serving,
    thesaurus,
    translating,
    writing,
)
from ncfe_kb.cli.language import Group, option
from ncfe_kb.cli.session import Session
from ncfe_kb.messages import N_


def _show_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"ncfe-kb {__version__}")
        context.exit()


@click.group(cls=Group, help=N_("Search the centre's catalogue and add to it."), no_args_is_help=True)
@option("--home", metavar=N_("DIR"), help=N_("Folder of the catalogue [NCFE_KB_HOME, else your data folder]."))
@option(
    "--lang",
    type=click.Choice(["da", "en"]),
    help=N_("Language of everything shown [NCFE_KB_LANG, else your system's]."),
)
@option("-v", "--verbose", count=True, help=N_("Tell on stderr what is done; twice: in every detail."))
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help=N_("Show the version and exit."),
)
@click.pass_context
def app(context: click.Context, home: str | None, lang: str | None, verbose: int) -> None:
    """Keep what all commands share."""
    _ = lang  # chosen before the commands were made: see cli.language
    if verbose:
        from ncfe_kb.cli.listening import listen  # here, since most runs are silent

        listen(verbose, context)
    context.obj = Session(home)


for module in (
    finding,
    adding,
    writing,
    courses,
    amending,
    exchanging,
    thesaurus,
    proposing,
    merging,
    publishing,
    announcing,
    translating,
    reporting,
    serving,
    keeping,
    completion,
):
    for command in module.COMMANDS:
        app.add_command(command)
