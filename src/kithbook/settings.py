"""The machine's affairs: where the book lies, from ``kith.toml`` and ``KITH_*``. Read by faces only."""
