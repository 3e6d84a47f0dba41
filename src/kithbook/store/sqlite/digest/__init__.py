"""The digest in SQLite: remade at will, read by everything."""
