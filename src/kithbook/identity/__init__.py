"""Who is who. Cards in, persons out. Pure."""
