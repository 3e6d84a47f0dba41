"""The commands that open this face."""
