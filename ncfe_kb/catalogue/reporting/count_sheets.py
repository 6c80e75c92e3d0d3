"""The tables that count works by what they are about, in, part of, and when."""

from collections.abc import Callable

from ncfe_kb.catalogue.reporting.overview import COVERAGE, UNKNOWN
from ncfe_kb.catalogue.reporting.sheets import Cell, Row, Sheet
from ncfe_kb.catalogue.reporting.teller import Teller, number_of
from ncfe_kb.i18n import LANGUAGE_NAMES
from ncfe_kb.languages import sort_key
from ncfe_kb.messages import N_


def languages(teller: Teller) -> Sheet:
    """Return the year's works by language."""
    rows = _rows(teller, "language", lambda key: teller.say.term(LANGUAGE_NAMES, key))
    return teller.sheet("languages", _columns("language", N_("Language")), _by_number(rows, teller))


def topics(teller: Teller) -> Sheet:
    """Return the year's works by topic; a work with several counts for each."""
    vocabulary = teller.account.vocabulary
    rows = _rows(teller, "topic", lambda key: vocabulary.topic_label(key, teller.language))
    return teller.sheet("topics", _columns("topic", N_("Topic")), _by_number(rows, teller))


def series(teller: Teller) -> Sheet:
    """Return the year's works by series; not those in none."""
    vocabulary = teller.account.vocabulary
    rows = _rows(teller, "series", lambda key: vocabulary.series_label(key, teller.language))
    return teller.sheet("series", _columns("series", N_("Series")), _by_number(rows, teller))


def years(teller: Teller) -> Sheet:
    """Return all works by the year in which they were published or held."""
    legend = N_("The year in which each was published or held; not known: no date tells.")
    return teller.sheet("years", _columns("year", N_("Year")), _rows(teller, "year", str), legend=legend)


def _columns(key: str, label: str) -> tuple[tuple[str, str, bool], ...]:
    return ((key, label, False), ("works", N_("Works"), True))


def _rows(teller: Teller, key: str, label_of: Callable[[str], str]) -> list[Row]:
    unknown = teller.say(N_("not known"))
    counts = teller.account.counts[key]
    return [Row(one.id, (Cell(label_of(one.id) if one.id else unknown), number_of(one.works))) for one in counts]


def _by_number(rows: list[Row], teller: Teller) -> list[Row]:
    """Return the rows by number, then in the reader's alphabet; last what is not known."""

    def place(row: Row) -> tuple[bool, int, tuple[str, str]]:
        return row.id == UNKNOWN, -len(row.cells[1].works), sort_key(str(row.cells[0].value), teller.language)

    return sorted(rows, key=place)


def coverage(teller: Teller) -> Sheet:
    """Return what of the year's works is there in both languages."""
    say, found = teller.say, teller.account.coverage
    columns = (("text", N_("Text"), False), *((term, label, True) for term, label in COVERAGE.items()))
    parts = (("title", N_("title"), found.titles), ("abstract", N_("abstract"), found.abstracts))
    rows = [Row(key, (Cell(say(label)), *(number_of(one.works) for one in counts))) for key, label, counts in parts]
    works = say.counted("{number} work", "{number} works", len(found.works))
    note = say(N_("Of {works}, {translated} are translations or have one in the catalogue."))
    note = note.format(works=works, translated=say.number(len(found.translated)))
    return teller.sheet("coverage", columns, rows if found.works else (), notes=(note,))
