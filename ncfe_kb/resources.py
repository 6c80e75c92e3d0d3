"""Where the starter catalogue and the message catalogues lie, in a checkout and in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_INSTALLED = _PACKAGE / "data"  # where the wheel puts them
_ROOT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent

STARTER = _ROOT / "catalog"
"""The folder of the starter catalogue."""
LOCALES = _ROOT / "locales"
"""The folder of the message catalogues: <language>/LC_MESSAGES/*.mo."""
