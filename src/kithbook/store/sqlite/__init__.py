"""The engine for one person: a book as a folder of SQLite files."""
