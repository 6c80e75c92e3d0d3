"""A catalogue that an earlier version made opens in this one, with all that was in it."""

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from ncfe_kb import Catalogue
from ncfe_kb.storage import SQLite
from ncfe_kb.storage.migrations import HEAD, VERSIONS

LABEL = '{"da": "nyhed"}'


def made_by(version: str, folder: Path) -> None:
    """Make a database as this version of the tables had it, with a work and its kind."""
    folder.mkdir(mode=0o700)
    engine = SQLite(folder / "catalogue.db").connect()
    settings = Config()
    settings.set_main_option("script_location", "ncfe_kb.storage:migrations")
    with engine.execution_options(writes=True).begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, version)
        kind = "INSERT INTO kind (id, label, plural, shape, schema_type, has_target) VALUES (?, ?, ?, ?, ?, ?)"
        connection.exec_driver_sql(kind, ("news", LABEL, LABEL, "publication", "NewsArticle", False))
        entry = "INSERT INTO entry (slug, kind, title, language_inferred, public) VALUES (?, ?, ?, ?, ?)"
        connection.exec_driver_sql(entry, ("nyt", "news", '{"da": "Nyt"}', False, True))
        connection.exec_driver_sql("INSERT INTO status (owner, position, status) VALUES (?, ?, ?)", ("nyt", 0, "held"))
    engine.dispose()


@pytest.mark.parametrize("version", VERSIONS)
def test_what_an_earlier_version_kept_is_there(version: str, tmp_path: Path) -> None:
    made_by(version, tmp_path / "home")
    with Catalogue.open(tmp_path / "home", starter=False) as kb:
        assert kb["nyt"].title.da == "Nyt"
        assert kb["nyt"].status == "held"
        assert not kb.vocabulary.kinds["news"].needs_consent
        assert [one for one in kb.doctor() if one.is_wrong] == []


def test_the_last_version_is_this_one() -> None:
    assert VERSIONS[-1] == HEAD
