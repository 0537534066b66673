-- Version 5: what each return said of each child, so that returns in any order give one book.
CREATE TABLE said (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER NOT NULL REFERENCES child ON DELETE CASCADE,
  first TEXT NOT NULL CHECK (length(first) = 10),
  last TEXT NOT NULL CHECK (length(last) = 10),
  facts TEXT NOT NULL CHECK (instr(facts, char(0)) = 0)
) STRICT;
CREATE INDEX said_child ON said (child);
