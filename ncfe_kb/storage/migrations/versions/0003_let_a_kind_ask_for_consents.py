"""Let a kind ask for consents."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'


def upgrade() -> None:
    """Bring the tables from the version before to this one."""
    # In place: a table that works refer to cannot be made anew in SQLite while they do.
    with op.batch_alter_table('kind', schema=None, recreate='never') as batch_op:
        batch_op.add_column(sa.Column('needs_consent', sa.Boolean(), server_default=sa.text('false'), nullable=False))
