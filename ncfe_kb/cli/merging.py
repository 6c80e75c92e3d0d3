"""The command that makes one work of two: merge."""

import sys

import click

from ncfe_kb.cli.language import Command, argument, option
from ncfe_kb.cli.session import Session, pass_session, with_json
from ncfe_kb.cli.terminal import as_json
from ncfe_kb.messages import N_


@click.command(
    cls=Command,
    help=N_(
        "Make one work of two that are the same. The first one's slug is kept, and the other's leads there. What the "
        "first one does not say the other one does; where both say something else the first one is right, unless "
        "--take names the field."
    ),
)
@argument("slug", metavar=N_("SLUG"))
@argument("other", metavar=N_("SLUG"))
@option(
    "--take",
    multiple=True,
    metavar=N_("FIELD"),
    help=N_("A field in which the second one is right: title, date, kind, …; may be repeated."),
)
@option("--dry-run", is_flag=True, help=N_("Only show what would be done."))
@option("--yes", is_flag=True, help=N_("Do not ask first."))
@with_json
@pass_session
def merge(  # noqa: PLR0913, PLR0917 - each is an option
    session: Session, /, slug: str, other: str, take: tuple[str, ...], dry_run: bool, yes: bool, json_wanted: bool
) -> None:
    """Show two works side by side, and merge them."""
    from ncfe_kb.cli.merging_pages import show_merge, told

    catalogue, say = session.catalogue, session.say
    found = catalogue.merge(slug, other, take=take, dry_run=True)
    if not (yes or dry_run or sys.stdin.isatty()):
        raise click.UsageError(say(N_("Nothing was merged; add --yes to do so.")))
    if not json_wanted and (dry_run or not yes):
        show_merge(found, catalogue.vocabulary, say)
    if not (yes or dry_run):
        click.confirm(say(N_("Make one work of these?")), abort=True, err=True)
    if not dry_run:
        found = catalogue.merge(slug, other, take=take)
    if json_wanted:
        as_json(found.as_dict())
    elif not dry_run:
        done = say(N_("{slug} and {other} are one work now; “{other}” leads to “{slug}”."))
        session.tell(done.format(slug=found.kept.slug, other=found.other.slug))
        for line in told(found, catalogue.vocabulary, say) if yes else ():
            session.tell(line)


COMMANDS = (merge,)
