"""Runs the command line in this process, as a person would see it."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from ncfe_kb.cli import main


class Done(NamedTuple):
    """What a run left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Cli:
    """The command line on one home, in Danish unless told otherwise."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __call__(self, *words: str, lang: str = "da", home: Path | None = None) -> Done:
        out, err = io.StringIO(), io.StringIO()
        code: int | str | None = None
        with redirect_stdout(out), redirect_stderr(err):
            try:
                main(["--home", str(home or self.home), "--lang", lang, *words])
            except SystemExit as done:
                code = done.code
        return Done(int(code or 0), out.getvalue(), err.getvalue())
