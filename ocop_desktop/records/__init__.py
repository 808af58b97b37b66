"""SQLAlchemy models of every record, and the rules that name their columns."""
