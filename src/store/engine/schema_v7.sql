-- Version 7: feedback after reviews. One form for each person and review, with its answers and what the IRO answered to
-- each no.
CREATE TABLE feedback (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER NOT NULL REFERENCES child ON DELETE CASCADE,
  review INTEGER NOT NULL REFERENCES review ON DELETE CASCADE,
  by_whom TEXT NOT NULL,
  name TEXT NOT NULL CHECK (instr(name, char(0)) = 0),
  date TEXT NOT NULL CHECK (length(date) = 10),
  words TEXT NOT NULL CHECK (instr(words, char(0)) = 0),
  UNIQUE (review, by_whom, name)
) STRICT;
CREATE INDEX feedback_child ON feedback (child);
CREATE TABLE feedback_answer (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  feedback INTEGER NOT NULL REFERENCES feedback ON DELETE CASCADE,
  question TEXT NOT NULL,
  yes INTEGER,
  words TEXT NOT NULL CHECK (instr(words, char(0)) = 0),
  reply TEXT NOT NULL CHECK (instr(reply, char(0)) = 0),
  replied TEXT CHECK (length(replied) = 10),
  UNIQUE (feedback, question)
) STRICT;
