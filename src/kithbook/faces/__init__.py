"""The doors: they call actions and nothing else."""
