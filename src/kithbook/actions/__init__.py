"""What one may ask. One verb a file."""
