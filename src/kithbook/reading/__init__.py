"""What words say. Pure: text in, quoted findings out. One reader a file."""
