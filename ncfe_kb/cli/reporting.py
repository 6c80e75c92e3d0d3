"""The command that tells a year: report."""

import sys
from typing import TYPE_CHECKING

import click

from ncfe_kb.cli.language import Command, argument, option
from ncfe_kb.cli.session import Session, pass_session, with_json
from ncfe_kb.cli.terminal import as_json, write
from ncfe_kb.messages import N_

if TYPE_CHECKING:
    from ncfe_kb.catalogue.reporting import Account, Document

_FORMATS = ("text", "markdown", "csv", "xlsx", "html", "svg")
_SECTIONS = (
    "works",
    "others",
    "deliverables",
    "participants",
    "languages",
    "topics",
    "series",
    "years",
    "coverage",
    "contradictions",
)
_FIRST_YEAR, _LAST_YEAR = 1400, 2199  # as ncfe_kb.dates has them, which takes long to load


@click.command(
    cls=Command,
    help=N_(
        "Tell a year: works by kind against its targets, deliverables, participants, counts. Everything is counted "
        "from dated statuses, beside what the printed report says; the same --as-of gives the same bytes."
    ),
)
@argument("year", metavar=N_("YEAR"), type=click.IntRange(_FIRST_YEAR, _LAST_YEAR))
@option("--as-of", metavar=N_("DATE"), help=N_("The day up to which is told [today, or the last that is known]."))
@option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help=N_("What is written; svg is a chart, xlsx goes into a file: > FILE."),
)
@option(
    "--section",
    "sections",
    multiple=True,
    type=click.Choice(_SECTIONS),
    metavar=N_("SECTION"),
    help=N_(
        "Only this part; may be repeated: works, others, deliverables, participants, languages, topics, series, years, "
        "coverage, contradictions."
    ),
)
@option("--list", "with_works", is_flag=True, help=N_("Name the works behind every number."))
@with_json
@pass_session
def report(  # noqa: PLR0913, PLR0917 - each is an option
    session: Session,
    /,
    year: int,
    as_of: str | None,
    form: str,
    sections: tuple[str, ...],
    with_works: bool,
    json_wanted: bool,
) -> None:
    """Tell a year in one of the formats."""
    from ncfe_kb.catalogue import reporting

    account = session.catalogue.report(year, as_of)
    if json_wanted:
        as_json(reporting.as_data(account, session.language))
        return
    document = reporting.told(account, session.language, sections)
    if form == "text":
        from ncfe_kb.cli.report_pages import show_report

        show_report(document, session.say, with_works=with_works)
    elif form == "xlsx":
        _write_bytes(session, reporting.as_xlsx(document, account.as_of, with_works=with_works))
    else:
        write(_rendered(account, document, form, with_works=with_works))


def _rendered(account: "Account", document: "Document", form: str, *, with_works: bool) -> str:
    from ncfe_kb.catalogue import reporting

    if form == "svg":
        return reporting.as_svg(account, document.language)
    if form == "csv":
        return reporting.as_csv(document)
    if form == "html":
        return reporting.as_html(document, reporting.as_svg(account, document.language), with_works=with_works)
    return reporting.as_markdown(document, with_works=with_works)


def _write_bytes(session: Session, content: bytes) -> None:
    """Write what is no text, unless a person would see it."""
    if sys.stdout.isatty():
        raise click.UsageError(session.say(N_("A workbook cannot be shown here; write it into a file: > FILE.xlsx")))
    sys.stdout.buffer.write(content)


COMMANDS = (report,)
