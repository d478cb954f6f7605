"""Alembic's entry: run the migrations on the connection that the program hands over."""

from alembic import context

from curator.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    # The transaction is the program's own, so that a failed upgrade leaves nothing behind.
    transactional_ddl=True,
)
context.run_migrations()
