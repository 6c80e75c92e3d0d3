"""What the documents show of the command line, run as it stands there."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from person_at_terminal import Person

_BLOCK = re.compile(r"```(console|dialogue)\n(.*?)```", re.DOTALL)


def commands(document: Path) -> Iterator[tuple[str, str, str]]:
    """Yield how each command is shown (console or dialogue), the command and what stands below it."""
    for how, block in _BLOCK.findall(document.read_text()):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE):
            command, _, output = part.partition("\n")
            if command.startswith("ncfe-kb "):
                yield how, command, output


def run(how: str, command: str, output: str, home: Path, language: str = "en") -> None:
    """Run a command on a home, typing what the dialogue shows; fail where it is not as it stands."""
    words = shlex.split(command)[1:]
    if how == "dialogue":
        person = Person(home, *words, lang=language)
        assert person.plays(output.splitlines()) == 0, person.seen
        assert person.seen == output.rstrip("\n")
        return
    environment = {**os.environ, "NCFE_KB_HOME": str(home), "NCFE_KB_LANG": language, "COLUMNS": "80"}
    done = subprocess.run(
        [sys.executable, "-m", "ncfe_kb", *words],
        env=environment,
        cwd=home.parent,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.stdout == output, command
