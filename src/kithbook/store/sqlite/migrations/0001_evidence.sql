-- What was seen, when and where; what the owner ruled; what was shown. Texts from outside are bytes (UTF-8, lone
-- surrogates allowed), packed where they may be long; instants are seconds and days are days since 1970-01-01.

CREATE TABLE meta (
  name TEXT NOT NULL PRIMARY KEY,
  value BLOB NOT NULL
) WITHOUT ROWID;

-- 'mark' grows with every change of records, readings, runs or decisions; 'indexed' is the last record in record_id.
CREATE TABLE counter (
  name TEXT NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL
) WITHOUT ROWID;

INSERT INTO counter (name, value) VALUES ('mark', 0), ('indexed', 0);

CREATE TABLE run (
  number INTEGER NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  account BLOB NOT NULL,
  path BLOB NOT NULL,
  fingerprint BLOB NOT NULL,      -- its hash
  as_of INTEGER,
  basis TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  read_again_at INTEGER,
  counts BLOB NOT NULL,           -- of the last reading that came to its end, or of the one under way
  counts_again BLOB,              -- of a later reading under way
  checkpoint BLOB NOT NULL,
  facts BLOB NOT NULL,
  readers BLOB NOT NULL,          -- the readers that last went over its texts, with their versions
  undone INTEGER NOT NULL DEFAULT 0,  -- follows from the decisions; kept for speed
  mark INTEGER NOT NULL           -- when its day, its facts or its standing last changed
);

CREATE INDEX run_fingerprint ON run (fingerprint);

CREATE TABLE key (
  number INTEGER NOT NULL PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,      -- of kind and text: shorter to look up
  kind TEXT NOT NULL,
  text BLOB NOT NULL,
  mark INTEGER NOT NULL
);

CREATE INDEX key_mark ON key (mark);

CREATE TABLE record (
  number INTEGER NOT NULL PRIMARY KEY,
  id BLOB NOT NULL,
  key INTEGER NOT NULL REFERENCES key (number),
  content BLOB NOT NULL           -- its JSON and, in a second line, that of its readings
);

CREATE INDEX record_key ON record (key);

-- Records by their ids. Ids come in no order, so it is brought up when a run ends, all at once and sorted.
CREATE TABLE record_id (
  id BLOB NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL REFERENCES record (number)
) WITHOUT ROWID;

CREATE TABLE file (
  number INTEGER NOT NULL PRIMARY KEY,
  name BLOB NOT NULL
);

CREATE TABLE sighting (
  record INTEGER NOT NULL REFERENCES record (number),
  run INTEGER NOT NULL REFERENCES run (number),
  file INTEGER NOT NULL REFERENCES file (number),
  position INTEGER NOT NULL,
  PRIMARY KEY (record, run)
) WITHOUT ROWID;

CREATE INDEX sighting_run ON sighting (run);

-- How many readings of each reader and version lie in the contents.
CREATE TABLE reader (
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  readings INTEGER NOT NULL,
  PRIMARY KEY (name, version)
) WITHOUT ROWID;

CREATE TABLE fault (
  run INTEGER NOT NULL REFERENCES run (number),
  file BLOB NOT NULL,
  position INTEGER NOT NULL,
  reason BLOB NOT NULL,
  PRIMARY KEY (run, file, position, reason)
) WITHOUT ROWID;

CREATE TABLE decision (
  number INTEGER NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  decided_at INTEGER NOT NULL,
  verb TEXT NOT NULL,
  fields BLOB NOT NULL,
  mark INTEGER NOT NULL
);

CREATE TABLE agenda_day (
  day INTEGER NOT NULL PRIMARY KEY,
  mark INTEGER NOT NULL
);

CREATE TABLE agenda (
  day INTEGER NOT NULL REFERENCES agenda_day (day),
  nth INTEGER NOT NULL,
  item TEXT NOT NULL,
  nudge TEXT NOT NULL,
  card TEXT NOT NULL,
  occasion BLOB NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (day, nth)
) WITHOUT ROWID;

CREATE TABLE tombstone (
  hash BLOB NOT NULL PRIMARY KEY
) WITHOUT ROWID;
