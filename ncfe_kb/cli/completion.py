"""The command that prints what makes a shell complete the others: completion."""

from pathlib import Path

import click

from ncfe_kb.cli.completing import SHELLS
from ncfe_kb.cli.language import Command, argument, spoken
from ncfe_kb.messages import N_

_PLACES = (
    (N_("bash, in ~/.bashrc:"), 'eval "$(ncfe-kb completion bash)"'),
    (N_("zsh, in ~/.zshrc after compinit:"), 'eval "$(ncfe-kb completion zsh)"'),
    (N_("fish, once:"), "ncfe-kb completion fish > ~/.config/fish/completions/ncfe-kb.fish"),
)
"""Where each shell's script goes, and what is to be written there."""


class _WithPlaces(Command):
    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """Write where each script goes."""
        formatter.write_paragraph()
        for place, line in _PLACES:
            formatter.write(f"  {spoken()(place)}\n    {line}\n")


@click.command(
    cls=_WithPlaces,
    help=N_("Print what makes a shell complete commands, options, topics, kinds, slugs, series and people on TAB."),
)
@argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print a shell's script."""
    script = Path(__file__).parent / "completing" / f"ncfe-kb.{shell}"
    click.echo(script.read_text(encoding="utf-8"), nl=False)


COMMANDS = (completion,)
