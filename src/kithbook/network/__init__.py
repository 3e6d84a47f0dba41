"""The graph: structure and algorithms."""
