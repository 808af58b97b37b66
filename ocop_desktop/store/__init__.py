"""The data file: opened, locked, written as a whole or not at all, searched and kept."""
