"""What the commands share: the home folder, the language, and the catalogue, opened when first needed."""

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ncfe_kb.cli.language import option, spoken
from ncfe_kb.cli.terminal import as_json, plain, shortened, working
from ncfe_kb.errors import NotWritable
from ncfe_kb.i18n import Localiser
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_

if TYPE_CHECKING:
    from ncfe_kb.catalogue import Catalogue


class Session:
    """One run of the command line."""

    def __init__(self, home: str | None) -> None:
        """Work on this home, else on the one of NCFE_KB_HOME, else on the platform's data folder."""
        self._home = home or os.environ.get("NCFE_KB_HOME")
        self.wants_json = False

    @cached_property
    def home(self) -> Path:
        """The folder of the catalogue."""
        if self._home:
            return _without_tilde(self._home)
        from platformdirs import user_data_path  # here, since most runs name their home

        return user_data_path("ncfe-kb", appauthor=False)

    @property
    def say(self) -> Localiser:
        """What speaks the language of this run."""
        return spoken()

    @property
    def language(self) -> Language:
        """The language of this run."""
        return self.say.language

    @cached_property
    def catalogue(self) -> "Catalogue":
        """The catalogue; a missing one is made with the starter works."""
        from ncfe_kb.catalogue import Catalogue  # here, since it loads the database and the index

        catalogue = Catalogue.open(self.home) if Catalogue.exists(self.home) else self.make(starter=True)
        click.get_current_context().call_on_close(catalogue.close)
        return catalogue

    def make(self, *, starter: bool) -> "Catalogue":
        """Make a catalogue and say where."""
        from ncfe_kb.catalogue import Catalogue

        with working(self.say(N_("Making the catalogue …"))):
            catalogue = Catalogue.open(self.home, starter=starter)
        number = self.say.counted("{number} entry", "{number} entries", len(catalogue))
        place = catalogue.database if "://" in catalogue.database else self.home
        message = self.say(N_("Made a catalogue in {home}: {number}.")).format(home=place, number=number)
        click.echo(plain(message), err=True)
        return catalogue

    def done(self, message: str = "", **facts: Any) -> None:
        """Say what was done, and print that as a JSON object where one is wanted."""
        if message:
            self.tell(message)
        if self.wants_json:
            as_json(facts)

    def hand_out(self, text: str, **facts: Any) -> None:
        """Print a text, or a JSON object where one is wanted."""
        if self.wants_json:
            as_json(facts)
        else:
            click.echo(plain(text))

    def tell(self, message: str) -> None:
        """Say on stderr what was done, so that stdout holds results alone."""
        click.echo(shortened(plain(message)), err=True)


def _without_tilde(home: str) -> Path:
    try:
        return Path(home).expanduser()
    except (RuntimeError, ValueError):
        raise NotWritable(home, N_("there is no such user")) from None


pass_session = click.make_pass_decorator(Session)


def _want_json(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and (session := context.find_object(Session)):
        session.wants_json = True


with_json = option("--json", "json_wanted", is_flag=True, help=N_("Print one JSON object."))
"""The option of commands that show something: `json_wanted`."""

json_of_what_is_done = option(
    "--json", is_flag=True, expose_value=False, callback=_want_json, help=N_("Print one JSON object.")
)
"""The option of commands that change something: `Session.done` and `hand_out` heed it."""
