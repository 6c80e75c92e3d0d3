"""What lies in a catalogue's home, and what in the environment names a database elsewhere."""

from typing import Final

DATABASE: Final = "catalogue.db"
INDEX: Final = "index"
DATABASE_VARIABLE: Final = "NCFE_KB_DATABASE"
"""The environment's variable for the address of a server's database."""
