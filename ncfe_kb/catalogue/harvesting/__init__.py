"""Harvesting by OAI-PMH 2.0: what library systems and indexes ask for, and what they are told.

Everything is told from the log of changes and the public view. Nothing is remembered of who
harvests: a list goes on from what its token says, after a restart too.
"""

from ncfe_kb.catalogue.harvesting.answering import Harvester, Repository, Source

__all__ = ["Harvester", "Repository", "Source"]
