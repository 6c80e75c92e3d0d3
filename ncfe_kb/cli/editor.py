"""A work's text in the editor of whoever edits it: opened again with its faults until it is right or given up."""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ncfe_kb.cli.session import Session
from ncfe_kb.errors import InvalidRecord, NotWritable
from ncfe_kb.messages import N_

if TYPE_CHECKING:
    from ncfe_kb.catalogue.amending import Amendment
    from ncfe_kb.models import Entry

_USUAL: Final = ("sensible-editor", "editor", "nano", "vim", "vi")
"""What is looked for where no variable names an editor."""


class Page:
    """The file that the editor opens, in a folder that only its owner can read."""

    def __init__(self, name: str, text: str) -> None:
        """Write the text as it is at first."""
        folder = tempfile.mkdtemp(prefix="ncfe-kb-")  # 0700, so that the editor's own files are private too
        self.path = Path(folder, name)
        self.path.touch(mode=0o600)
        self._first = self._shown = ""
        self._marks: Collection[str] = ()
        self.is_done = False
        self._write(text)
        self._first = text

    def _write(self, text: str) -> None:
        self._shown = text
        self.path.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")

    def _read(self) -> str:
        try:
            with self.path.open(encoding="utf-8", errors="surrogateescape", newline="") as stream:
                return stream.read()
        except OSError:  # the editor removed it
            return ""

    @property
    def text(self) -> str:
        """What stands there, without the comments that told faults."""
        from ncfe_kb.catalogue.marking import unmarked

        return unmarked(self._read(), self._marks)

    @property
    def was_left(self) -> bool:
        """Whether it is empty, or as it was shown last."""
        return (text := self._read()) == self._shown or not text.strip()

    @property
    def is_worth_keeping(self) -> bool:
        """Whether it holds something that is saved nowhere."""
        return not self.is_done and (text := self.text) != self._first and bool(text.strip())

    def keep(self) -> None:
        """Leave the text in the file, without comments."""
        self._write(self.text)

    def show(self, error: InvalidRecord, session: Session) -> None:
        """Write the faults where they stand."""
        from ncfe_kb.catalogue.marking import marked

        marks = marked(self.text, error.faults, session.say)
        self._marks = marks.marks
        self._write(marks.text)


@contextmanager
def amended_in_editor(session: Session, slug: str, *, dry_run: bool = False) -> "Iterator[Amendment | None]":
    """Give what a person made of a work in their editor; None where they left it as it was.

    What they wrote is kept in a file, and it is said in which, unless the block ends well and
    is no dry run.
    Raises InvalidRecord where they gave up on faults.
    """
    before = session.catalogue[slug]
    page = _page(session, before)
    try:
        yield _settled(session, page, before)
        page.is_done = not dry_run
    finally:
        if page.is_worth_keeping:
            page.keep()
            kept = N_("What you wrote is kept in {path}; “ncfe-kb edit {slug} --file {path}” takes it in.")
            session.tell(session.say(kept).format(path=page.path, slug=before.slug))
        else:
            shutil.rmtree(page.path.parent, ignore_errors=True)


def _page(session: Session, entry: "Entry") -> Page:
    try:
        return Page(f"{entry.slug}.toml", session.catalogue.text_of(entry, language=session.language))
    except OSError as error:
        raise NotWritable(tempfile.gettempdir(), error.strerror or str(error)) from None


def _settled(session: Session, page: Page, before: "Entry") -> "Amendment | None":
    fault: InvalidRecord | None = None
    while _has_edited(session, page):
        try:
            return session.catalogue.amendment_from(before, page.text.encode(errors="surrogateescape"))
        except InvalidRecord as error:
            fault = error
            page.show(error, session)
    if fault:
        raise fault
    session.tell(session.say(N_("Nothing was changed.")))
    return None


def _has_edited(session: Session, page: Page) -> bool:
    """Let a person edit a page; return whether they changed it. Raises Abort where their editor did not end well."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or next(filter(shutil.which, _USUAL), "vi")
    before = signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is the editor's while it runs
    try:
        status = subprocess.call([*shlex.split(command), str(page.path)])  # noqa: S603 - it is the person's own editor
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        message = N_("the editor “{editor}” cannot be started: {reason}; set EDITOR to another one.")
        raise click.UsageError(session.say(message).format(editor=command, reason=session.say(reason))) from None
    finally:
        signal.signal(signal.SIGINT, before)
    if status:
        message = N_("The editor “{editor}” ended with status {status}.")
        session.tell(session.say(message).format(editor=command, status=status))
        raise click.Abort
    return not page.was_left
