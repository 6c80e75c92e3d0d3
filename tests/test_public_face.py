"""The names that others may rely on."""

import ast
import re

import pytest
from conftest import ROOT

import ncfe_kb

IGNORED = re.compile(r"# (?:noqa|type: ignore)")
REASONED = re.compile(r"# (?:noqa: [A-Z0-9, ]+ - \w|type: ignore\[[\w, -]+\]  # \w)")


def test_every_public_name_can_be_imported() -> None:
    for name in ncfe_kb.__all__:
        assert getattr(ncfe_kb, name).__name__ == name


def test_the_public_names_are_those_that_type_checkers_see() -> None:
    tree = ast.parse((ROOT / "ncfe_kb" / "__init__.py").read_text())
    (checked,) = (node for node in tree.body if isinstance(node, ast.If))
    seen = [alias.name for node in checked.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    (written,) = (node for node in tree.body if isinstance(node, ast.Assign) and "__all__" in ast.unparse(node.targets))
    assert sorted(seen) == ast.literal_eval(written.value) == ncfe_kb.__all__  # what is computed no checker reads


def test_another_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = ncfe_kb.nothing


def test_no_file_or_function_outgrows_its_reader() -> None:
    for path in (ROOT / "ncfe_kb").rglob("*.py"):
        if "versions" in path.parts:
            continue
        text = path.read_text()
        assert len(text.splitlines()) <= 300, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 45, f"{path}: {node.name}"


def test_every_ignored_rule_has_its_reason() -> None:
    for path in [*(ROOT / "ncfe_kb").rglob("*.py"), *(ROOT / "scripts").rglob("*.py"), *(ROOT / "tests").glob("*.py")]:
        for line in path.read_text().splitlines():
            if IGNORED.search(line) and path.name != "test_public_face.py":
                assert REASONED.search(line), f"{path}: {line}"
