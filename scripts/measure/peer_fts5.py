"""SQLite's full-text index FTS5, with facets in SQL."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from measure.peers import Asked, Field, Page, Record, text_of, typed, values_of


class _Tokenizer(NamedTuple):
    """A tokenizer, the letters of the shortest word that it can find, and how many of its tokens are an excerpt."""

    name: str
    shortest: int
    excerpt: int


_TOKENIZERS = {
    "FTS5": _Tokenizer("unicode61", 1, 30),
    "FTS5 trigram": _Tokenizer("trigram", 3, 64),  # 64 is the most that there can be
}
_COUNTS = """
    WITH hit AS MATERIALIZED (SELECT rowid AS doc FROM work WHERE work MATCH ?),
    counted AS (SELECT value, count(*) AS n FROM hit CROSS JOIN carried USING (doc) GROUP BY value)
    SELECT facet, name, n FROM counted JOIN value ON id = value
    UNION ALL SELECT '', '', count(*) FROM hit
"""
"""Matches are found once; a count for each value, and one without a name for all."""


class Fts5:
    """FTS5 with one of its tokenizers, ranked by bm25() with a weight for each field."""

    def __init__(self, name: str, fields: tuple[Field, ...]) -> None:
        """Choose the tokenizer, by the peer's name, and the fields."""
        self.name = name
        self._fields = fields
        tokenizer, self._shortest, excerpt = _TOKENIZERS[name]
        keeps_letters = fields[0].analysis == "tokens"  # else å would be an a in what is analysed already
        self._tokenizer = f"{tokenizer} remove_diacritics 0" if keeps_letters else tokenizer
        self._excerpt = f"snippet(work, -1, '<b>', '</b>', '…', {excerpt})"
        self._numbers: dict[tuple[str, str], int] = {}
        keeps_letters = fields[0].analysis == "tokens"  # else å would be an a in what is analysed already
        self._tokenizer = f"{tokenizer} remove_diacritics 0" if keeps_letters else tokenizer
        self._database: sqlite3.Connection | None = None

    def build(self, records: Iterable[Record], folder: Path) -> None:
        """Make the tables, put everything in at once, and merge the index into one piece."""
        self.open(folder)
        self._make_tables()
        self._run("BEGIN")
        for record in records:
            self._put(record)
        self._run("COMMIT")
        self._run("INSERT INTO work(work) VALUES ('optimize')")
        self._run("PRAGMA wal_checkpoint(TRUNCATE)")
        self.close()

    def _make_tables(self) -> None:
        columns = ", ".join(field.name for field in self._fields)
        weights = ", ".join(str(field.weight) for field in self._fields)
        self._run(f"CREATE VIRTUAL TABLE work USING fts5(id UNINDEXED, {columns}, tokenize='{self._tokenizer}')")
        self._run("INSERT INTO work(work, rank) VALUES ('rank', ?)", f"bm25(0, {weights})")
        self._run("CREATE TABLE value (id INTEGER PRIMARY KEY, facet TEXT, name TEXT, UNIQUE (facet, name))")
        self._run("CREATE TABLE carried (doc INTEGER, value INTEGER, PRIMARY KEY (doc, value)) WITHOUT ROWID")

    def _put(self, record: Record) -> None:
        texts = [text_of(record, field) for field in self._fields]
        places = ", ".join("?" for _ in texts)
        columns = ", ".join(field.name for field in self._fields)
        insert = f"INSERT INTO work(id, {columns}) VALUES (?, {places})"  # noqa: S608 - the columns are our own
        number = self._run(insert, record["id"], *texts).lastrowid
        for value in values_of(record):
            self._run("INSERT INTO carried VALUES (?, ?)", number, self._number(value))

    def _number(self, value: tuple[str, str]) -> int:
        """Return the number of a facet's value, a new one where it has none."""
        if value not in self._numbers:
            self._run("INSERT OR IGNORE INTO value(facet, name) VALUES (?, ?)", *value)
            [found] = self._run("SELECT id FROM value WHERE facet = ? AND name = ?", *value)
            self._numbers[value] = found[0]
        return self._numbers[value]

    def open(self, folder: Path) -> None:
        """Connect, with a write-ahead log so that readers and a writer do not wait for each other."""
        self._database = sqlite3.connect(folder / "fts5.db", isolation_level=None, timeout=30)
        for setting in ("journal_mode = WAL", "synchronous = NORMAL", "temp_store = MEMORY"):
            self._run(f"PRAGMA {setting}")

    def add(self, record: Record) -> None:
        """Add a record in a transaction of its own."""
        self._run("BEGIN IMMEDIATE")
        self._put(record)
        self._run("COMMIT")

    def search(self, text: str, limit: int) -> list[str]:
        """Return the best for any of the words."""
        match = self._match(typed(text))
        found = self._run("SELECT id FROM work WHERE work MATCH ? ORDER BY rank LIMIT ?", match, limit) if match else ()
        return [str(id) for (id,) in found]

    def search_page(self, asked: Asked, *, limit: int = 10, has_excerpts: bool = True) -> Page:
        """Return a page: the best with excerpts, then counts for all matches."""
        if not (match := self._match(asked)):
            return Page()
        excerpt = self._excerpt if has_excerpts else "''"
        best = f"SELECT id, {excerpt} FROM work WHERE work MATCH ? ORDER BY rank LIMIT ?"  # noqa: S608 - our own text
        rows = self._run(best, match, limit).fetchall()
        facets: dict[str, dict[str, int]] = {}
        for facet, name, count in self._run(_COUNTS, match):
            facets.setdefault(facet, {})[name] = count
        total = facets.pop("")[""]
        return Page(total, tuple(id for id, _ in rows), facets, tuple(text for _, text in rows))

    def _match(self, asked: Asked) -> str:
        """Return the match expression: words quoted, so that none is an operator."""
        if asked.shape == "phrase":
            return f'"{" ".join(asked.words)}"'
        star = " *" if asked.shape == "prefix" else ""
        return " OR ".join(f'"{word}"{star}' for word in asked.words if len(word) >= self._shortest)

    def _run(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if self._database is None:
            raise FileNotFoundError(self.name)
        return self._database.execute(sql, values)

    def close(self) -> None:
        """Close the connection."""
        if self._database is not None:
            self._database.close()
            self._database = None
