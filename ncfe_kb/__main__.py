"""`python -m ncfe_kb` is the command `ncfe-kb`."""

from ncfe_kb.cli import main

main()
