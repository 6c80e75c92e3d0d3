"""The database's versions, oldest first; a new one is made by `scripts/migration "what changes"`."""

VERSIONS = ("0001", "0002", "0003", "0004", "0005")
HEAD = VERSIONS[-1]
"""The version that this library works with."""
