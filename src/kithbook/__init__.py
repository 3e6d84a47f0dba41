"""Kithbook: a local-first professional-network manager."""
