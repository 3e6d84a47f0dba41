"""Where facts are kept: one protocol (Book), engines behind it."""
