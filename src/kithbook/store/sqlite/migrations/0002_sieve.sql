-- What the records from one number to another say, one line each, folded and packed together: where a name stands is
-- found without unpacking every record. A record that no row speaks of is looked through by itself.
CREATE TABLE sieve (
  first INTEGER NOT NULL PRIMARY KEY,
  last INTEGER NOT NULL,
  lines BLOB NOT NULL
);
