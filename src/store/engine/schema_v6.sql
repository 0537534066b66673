-- Version 6: the audit log vouches for every record. A keyed sum of the rows of each table; every entry of the log
-- holds the digest of all of them as they stood after it, and who was at the book.
CREATE TABLE seal (
  tbl TEXT PRIMARY KEY,
  sum BLOB NOT NULL CHECK (length(sum) = 32)
) STRICT, WITHOUT ROWID;
ALTER TABLE audit ADD COLUMN who TEXT;
ALTER TABLE audit ADD COLUMN seal BLOB;
-- Keys that outlive an exchange of the data key. 'audit': of the log, which follows from the first data key until then;
-- 'recovery': what the recovery code is stretched to, so that the code can be given the new data key too.
CREATE TABLE kept_key (
  what TEXT PRIMARY KEY,
  key BLOB NOT NULL
) STRICT, WITHOUT ROWID;
-- What an entry of the log changed, record by record; the only part of it that holds words, so that it can go with
-- its child. did: 'add', 'change', 'remove' with the fields as JSON {"field":[was,became]}; 'label' with the act in words.
CREATE TABLE trail (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  entry INTEGER NOT NULL,
  child INTEGER,
  tbl TEXT NOT NULL,
  row INTEGER NOT NULL,
  did TEXT NOT NULL,
  fields TEXT
) STRICT;
CREATE INDEX trail_entry ON trail (entry);
CREATE INDEX trail_child ON trail (child);
CREATE INDEX trail_row ON trail (tbl, row);
-- The entry of the log that last did the act or took it back: acts are taken back in any order.
ALTER TABLE act ADD COLUMN turned INTEGER NOT NULL DEFAULT 0;
-- Children handed over to another IRO, and the bundles that were received.
CREATE TABLE handed (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER NOT NULL UNIQUE REFERENCES child ON DELETE CASCADE,
  date TEXT NOT NULL CHECK (length(date) = 10),
  whom TEXT NOT NULL CHECK (instr(whom, char(0)) = 0),
  bundle TEXT NOT NULL CHECK (instr(bundle, char(0)) = 0)
) STRICT;
CREATE TABLE received (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  bundle TEXT NOT NULL UNIQUE CHECK (instr(bundle, char(0)) = 0),
  whom TEXT NOT NULL CHECK (instr(whom, char(0)) = 0),
  date TEXT NOT NULL CHECK (length(date) = 10),
  children INTEGER NOT NULL
) STRICT;
-- Documents that left the book, with their text and reader; decisions in words for the child, and whether what a
-- child said alone may be shared.
CREATE TABLE document (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER NOT NULL REFERENCES child ON DELETE CASCADE,
  document TEXT NOT NULL,
  reader TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_id INTEGER,
  date TEXT NOT NULL CHECK (length(date) = 10),
  sent INTEGER NOT NULL,
  by_whom TEXT NOT NULL CHECK (instr(by_whom, char(0)) = 0),
  included TEXT NOT NULL CHECK (instr(included, char(0)) = 0),
  reason TEXT NOT NULL CHECK (instr(reason, char(0)) = 0),
  text TEXT NOT NULL CHECK (instr(text, char(0)) = 0)
) STRICT;
CREATE INDEX document_child ON document (child);

ALTER TABLE decision ADD COLUMN for_child TEXT NOT NULL DEFAULT '' CHECK (instr(for_child, char(0)) = 0);
ALTER TABLE heard ADD COLUMN shared INTEGER NOT NULL DEFAULT 0;
-- What is doubtful about a return stays on the child until it is answered; care may have ended on a day
-- that no return tells.
CREATE TABLE doubt (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER NOT NULL REFERENCES child ON DELETE CASCADE,
  kind TEXT NOT NULL,
  col TEXT NOT NULL,
  day TEXT CHECK (length(day) = 10),
  value TEXT NOT NULL,
  book TEXT,
  file TEXT NOT NULL,
  line INTEGER NOT NULL,
  why TEXT NOT NULL,
  answer TEXT,
  answered TEXT CHECK (length(answered) = 10)
) STRICT;
CREATE INDEX doubt_child ON doubt (child);
ALTER TABLE period ADD COLUMN end_known INTEGER NOT NULL DEFAULT 1;
