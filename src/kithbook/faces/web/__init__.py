"""The web app: pages over actions, served on this machine alone."""
