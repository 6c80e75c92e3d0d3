"""What nobody else may write: index files are pickles, and reading a pickle runs what is in it."""

import os
import stat
from pathlib import Path
from typing import Final

from ncfe_kb.errors import NotPrivate
from ncfe_kb.messages import N_

PRIVATE: Final = 0o700
_OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH if os.name == "posix" else 0  # elsewhere modes say nothing


def make_private(folder: Path) -> None:
    """Make a folder for its owner alone, whatever the umask; one that is there stays as it is."""
    try:
        folder.mkdir(mode=PRIVATE, parents=True)
    except FileExistsError:
        if not folder.is_dir():
            raise
    else:
        folder.chmod(PRIVATE)


def check_private(folder: Path) -> None:
    """Raise NotPrivate where somebody else may have written into a folder."""
    found = folder.stat()
    if not _is_ours(found):
        raise NotPrivate(str(folder), N_("it belongs to another user; remove it, and it is made again"))
    if found.st_mode & _OTHERS_WRITE:
        raise NotPrivate(str(folder), N_("others may write there; run ncfe-kb doctor --fix, or chmod 700"))


def is_private(found: os.stat_result) -> bool:
    """Return whether only this user, or the superuser, may have written what is found."""
    return _is_ours(found) and not found.st_mode & _OTHERS_WRITE


def _is_ours(found: os.stat_result) -> bool:
    return found.st_uid == 0 or found.st_uid == os.geteuid()  # Windows has no user but 0
