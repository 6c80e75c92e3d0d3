"""What Alembic runs: the migrations, on the connection that it is handed, in its transaction."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from ncfe_kb.storage.tables import METADATA


def _render_item(kind: str, item: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """Write our JSON columns as plain JSON, so that no migration names our classes."""
    if kind == "type" and type(item).__module__.startswith("ncfe_kb."):
        return "sa.JSON(none_as_null=True)"
    if kind == "type" and type(item).__name__ == "AutoString":
        return "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    render_item=_render_item,
)
with context.begin_transaction():
    context.run_migrations()
