"""Risky and long work, in processes of its own."""
