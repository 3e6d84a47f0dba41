"""What the mail sources share: splitting, headers, addresses, dates, bodies, and the record that comes of them."""
