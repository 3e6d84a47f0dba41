"""What follows from the evidence. Pure: the records and decisions of some keys in, rows out."""
