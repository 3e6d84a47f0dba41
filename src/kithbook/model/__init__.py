"""The nouns: frozen dataclasses and their invariants. Imports the standard library only."""
