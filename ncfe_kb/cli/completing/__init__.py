"""Completes what somebody types in a shell, before click and the commands are loaded.

The shell's script (`ncfe-kb completion`) calls the command again with what was typed and the
variable below set. Commands and options stand in a table that a test holds against the
commands; what the catalogue knows, in a file beside its index. Nothing is ever said on
stderr: a person is typing there.
"""

import os
import sys
from collections.abc import Mapping, Sequence

VARIABLE = "_NCFE_KB_COMPLETE"
SHELLS = ("bash", "zsh", "fish")


def answer(shell: str, words: Sequence[str], environment: Mapping[str, str]) -> None:
    """Print what may stand where the cursor is; nothing where that cannot be told."""
    from contextlib import suppress

    with suppress(Exception):  # what is wrong with a home or a database is told when the command runs
        from ncfe_kb.cli.completing.speaking import spoken_to

        lines = spoken_to(shell, words, environment)
        sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode(errors="replace"))
        sys.stdout.flush()


def wanted() -> str:
    """Return the shell that asks, or nothing."""
    shell = os.environ.get(VARIABLE, "")
    return shell if shell in SHELLS else ""
