"""CONFORMANCE.md names programs that are there, in the versions that are pinned, and tests that run them."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from conftest import ROOT

TEXT = (ROOT / "CONFORMANCE.md").read_text()


class Row(NamedTuple):
    output: str
    program: str
    version: str
    tests: str


def rows() -> Iterator[Row]:
    for line in TEXT.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] != "output" and set(cells[0]) != {"-"}:
            yield Row(*cells[:4])


def pinned() -> dict[str, str]:
    """Return the versions that are pinned, by the names of packages in small letters."""
    found: dict[str, str] = {}
    for lock in ("requirements-test.lock", "tests/annif/requirements.txt"):
        found |= {
            name.lower(): version
            for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / lock).read_text(), re.MULTILINE)
            if name.lower() not in found
        }
    packages = json.loads((ROOT / "tests" / "node" / "package-lock.json").read_text())["packages"]
    return found | {path.removeprefix("node_modules/"): one["version"] for path, one in packages.items() if path}


ROWS = list(rows())


def test_sixteen_programs_and_more_open_what_is_put_out() -> None:
    assert len({row.program for row in ROWS}) >= 16


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.output}-{row.program}")
def test_a_row_names_what_is_there(row: Row) -> None:
    tests = re.findall(r"`(test_\w+\.py)`", row.tests)
    assert tests
    assert [name for name in tests if not (ROOT / "tests" / name).exists()] == []
    versions = pinned()
    named = [(name.lower(), version) for name, version in re.findall(r"([A-Za-z][\w-]*) (\d[\w.]*)", row.program)]
    last = re.findall(r"[A-Za-z][\w-]*", row.program.split(",")[0].split("(")[-1])[-1].lower()
    wanted = [*named, *([] if row.version == "Debian's" else [(last, row.version)])]
    assert [(name, versions.get(name)) for name, _ in wanted] == wanted
