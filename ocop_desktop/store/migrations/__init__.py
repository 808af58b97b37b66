"""Alembic's scripts; they travel with the program."""
