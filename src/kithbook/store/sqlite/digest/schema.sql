-- What follows from the evidence. Remade at will: a new form of it raises SCHEMA in file.py, and is never migrated.
-- Numbers are local to one digest; instants are seconds and days are days since 1970-01-01.

CREATE TABLE meta (name TEXT NOT NULL PRIMARY KEY, value) WITHOUT ROWID;

-- Texts that stand often: display names, signatures, channels.
CREATE TABLE text (number INTEGER NOT NULL PRIMARY KEY, text TEXT NOT NULL UNIQUE);

CREATE TABLE card (
  number INTEGER NOT NULL PRIMARY KEY,
  raw BLOB NOT NULL UNIQUE,
  key TEXT NOT NULL,
  handle_kind TEXT,                 -- of a card that a bare handle makes
  handle_value TEXT,
  place INTEGER,                    -- of its first record in the evidence
  content TEXT,                     -- NULL until it is made
  records BLOB NOT NULL DEFAULT x'',
  is_known INTEGER NOT NULL DEFAULT 0,
  known_from INTEGER,
  stated INTEGER,
  is_bulk INTEGER NOT NULL DEFAULT 0,
  is_self INTEGER NOT NULL DEFAULT 0,
  is_wish INTEGER NOT NULL DEFAULT 0, -- the owner said on it, elsewhere, what they want to be reminded of, and when
  person INTEGER                    -- the number of the founder's card
);

CREATE TABLE handle (kind TEXT NOT NULL, value TEXT NOT NULL, card INTEGER NOT NULL, PRIMARY KEY (kind, value, card)) WITHOUT ROWID;

CREATE TABLE position (
  card INTEGER NOT NULL, nth INTEGER NOT NULL, organisation TEXT NOT NULL, organisation_key TEXT NOT NULL, title TEXT NOT NULL,
  start TEXT NOT NULL, "end" TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL, record BLOB, is_current INTEGER NOT NULL,
  PRIMARY KEY (card, nth)
) WITHOUT ROWID;

CREATE TABLE change (
  card INTEGER NOT NULL, nth INTEGER NOT NULL, at INTEGER, since INTEGER, field TEXT NOT NULL, before TEXT NOT NULL,
  after TEXT NOT NULL, source TEXT NOT NULL, records TEXT NOT NULL,
  PRIMARY KEY (card, nth)
) WITHOUT ROWID;

CREATE TABLE interaction (
  number INTEGER NOT NULL PRIMARY KEY,
  raw BLOB NOT NULL,
  at INTEGER NOT NULL,
  day INTEGER NOT NULL,
  is_day INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  channel INTEGER NOT NULL,         -- text
  direction INTEGER NOT NULL,
  subject TEXT NOT NULL,
  thread INTEGER NOT NULL,          -- hash of the thread's key
  recipients INTEGER NOT NULL,
  is_bulk INTEGER NOT NULL,
  records BLOB NOT NULL,
  sources INTEGER NOT NULL,         -- text
  signature INTEGER,                -- text
  place INTEGER NOT NULL,           -- of its first record in the evidence
  is_to_ego_alone INTEGER NOT NULL
);

CREATE TABLE participant (
  interaction INTEGER NOT NULL, card INTEGER NOT NULL, role INTEGER NOT NULL, name INTEGER NOT NULL,
  PRIMARY KEY (interaction, card)
) WITHOUT ROWID;

CREATE TABLE hint (interaction INTEGER NOT NULL, sort TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (interaction, sort, value)) WITHOUT ROWID;

CREATE TABLE finding (
  interaction INTEGER NOT NULL, nth INTEGER NOT NULL, reader INTEGER NOT NULL /* text */, quote TEXT NOT NULL, fields TEXT NOT NULL,
  PRIMARY KEY (interaction, nth)
) WITHOUT ROWID;

CREATE TABLE block (hash INTEGER NOT NULL, card INTEGER NOT NULL, PRIMARY KEY (hash, card)) WITHOUT ROWID;

CREATE TABLE counted (key INTEGER NOT NULL, value INTEGER NOT NULL, card INTEGER NOT NULL, PRIMARY KEY (key, value, card)) WITHOUT ROWID;

CREATE TABLE match (
  a INTEGER NOT NULL, b INTEGER NOT NULL, weight REAL NOT NULL, verdict TEXT NOT NULL, goes_beyond_name INTEGER NOT NULL,
  reasons TEXT NOT NULL, PRIMARY KEY (a, b)
) WITHOUT ROWID;

CREATE TABLE person (
  number INTEGER NOT NULL PRIMARY KEY,
  slug TEXT,
  stem TEXT NOT NULL,
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  organisation TEXT NOT NULL,
  title TEXT NOT NULL,
  is_known INTEGER NOT NULL,
  known_from INTEGER,
  is_bulk INTEGER NOT NULL,
  is_ego INTEGER NOT NULL,
  card_count INTEGER NOT NULL,
  birthday TEXT NOT NULL,
  since TEXT NOT NULL,
  location TEXT NOT NULL,
  tags TEXT NOT NULL
);

CREATE TABLE contact_day (
  person INTEGER NOT NULL, day INTEGER NOT NULL, out INTEGER NOT NULL, "into" INTEGER NOT NULL, meetings INTEGER NOT NULL,
  answered INTEGER NOT NULL, smallest INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  last_from_them INTEGER NOT NULL, last_from_ego INTEGER NOT NULL,
  PRIMARY KEY (person, day)
) WITHOUT ROWID;

CREATE TABLE question (
  id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, card_a INTEGER, card_b INTEGER, weight REAL NOT NULL, reasons TEXT NOT NULL,
  value REAL NOT NULL
) WITHOUT ROWID;

CREATE TABLE organisation (key TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, domains TEXT NOT NULL, card_count INTEGER NOT NULL) WITHOUT ROWID;

-- Which organisation a spelling means, where that was found by comparing spellings.
CREATE TABLE spelling (organisation TEXT NOT NULL PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE remembered (name TEXT NOT NULL, day INTEGER NOT NULL, value BLOB NOT NULL, PRIMARY KEY (name, day)) WITHOUT ROWID;

CREATE VIRTUAL TABLE found USING fts5 (name, words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='2 3');
