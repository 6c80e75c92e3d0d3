"""Breaks a catalogue as no command would, and reads what a look over it says then."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from servers import run

from ncfe_kb import Catalogue
from ncfe_kb.catalogue import Finding


def tamper(home: Path, *statements: str) -> None:
    """Change the database as a program that knows nothing of the catalogue, its references unchecked."""
    if address := os.environ.get("NCFE_KB_DATABASE"):
        run("; ".join(("SET session_replication_role = replica", *statements)), address)
        return
    with closing(sqlite3.connect(home / "catalogue.db", isolation_level=None)) as database:
        for statement in statements:
            database.execute(statement)


def relate(home: Path, *relations: tuple[str, str, str]) -> None:
    """Add relations, each as source, type and target."""
    for position, (source, type_name, target) in enumerate(relations):
        values = f"'{source}', {position}, '{type_name}', '{target}', 'stated'"
        tamper(home, f"INSERT INTO relation (owner, position, type, target, certainty) VALUES ({values})")


def wrong(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(one.check, one.where) for one in findings if one.is_wrong]


def noted(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(one.check, one.where) for one in findings if not one.is_wrong]


def said(catalogue: Catalogue, check: str, *, is_wrong: bool) -> list[tuple[str, str]]:
    """Return where a check finds what, in English."""
    found = [one for one in catalogue.doctor() if one.check == check]
    assert all(one.is_wrong is is_wrong for one in found)
    return [(one.where, str(one.fault)) for one in found]
