"""The schema's history: Alembic runs these files, nothing imports them."""
