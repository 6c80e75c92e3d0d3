"""Annif, the indexing tool of the Finnish national library, loads the thesaurus.

It needs other versions of packages than this project, so it has an environment of its own, which scripts/test makes.
"""

import csv
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

from ncfe_kb import Catalogue
from ncfe_kb.formats.skos import FORMS, Form

ANNIF = ROOT / ".venv/annif/bin/annif"
PROJECTS = """
[da]
name = Emner
language = da
backend = tfidf
analyzer = simple
vocab = topics

[en]
name = Topics
language = en
backend = tfidf
analyzer = simple
vocab = topics
"""


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_annif_loads_the_thesaurus(form: Form, starter: Catalogue, tmp_path: Path) -> None:
    if not ANNIF.exists():
        pytest.skip("Annif is not installed; scripts/test makes an environment for it")
    pytest.importorskip("rdflib", reason="the extra rdf is not installed")
    file = tmp_path / f"topics{form.endings[0]}"
    file.write_bytes(starter.public.thesaurus(form.name, base="https://example.org"))
    (tmp_path / "projects.cfg").write_text(PROJECTS, encoding="utf-8")
    run(tmp_path, "load-vocab", "topics", file.name)
    *_, row = run(tmp_path, "list-vocabs").strip().splitlines()
    assert row.split() == ["topics", "da,en", str(len(starter.vocabulary.topics)), "True"]
    with (tmp_path / "data/vocabs/topics/subjects.csv").open(encoding="utf-8", newline="") as stream:
        kept = {row["uri"]: (row["label_da"], row["label_en"]) for row in csv.DictReader(stream)}
    assert kept["https://example.org/topics/exit"] == ("exit og løsrivelse", "exit and disengagement")


def run(folder: Path, *arguments: str) -> str:
    """Return what Annif prints."""
    command = [str(ANNIF), *arguments]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout
