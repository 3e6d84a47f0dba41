"""What it means: strength, rhythm, dormancy, reciprocity, agenda."""
