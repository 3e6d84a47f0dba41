"""Reasons to reach someone. One a file, each true and each with evidence."""
