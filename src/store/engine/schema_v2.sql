-- Version 2: decisions of reviews; changes answered; the days a review was booked for, the IRO's own days, school
-- holidays, what calendars were told; escalations with their log of moves, effect and siblings.
CREATE TABLE decision (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER NOT NULL REFERENCES child ON DELETE CASCADE,
  review INTEGER NOT NULL REFERENCES review ON DELETE CASCADE,
  text TEXT NOT NULL CHECK (instr(text, char(0)) = 0),
  owner TEXT CHECK (instr(owner, char(0)) = 0),
  person TEXT NOT NULL CHECK (instr(person, char(0)) = 0),
  by_date TEXT CHECK (length(by_date) = 10),
  outcome TEXT NOT NULL CHECK (instr(outcome, char(0)) = 0)
) STRICT;
CREATE INDEX decision_child ON decision (child);

-- What was said of a decision after it was made, in the order it was said.
CREATE TABLE decision_mark (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  decision INTEGER NOT NULL REFERENCES decision ON DELETE CASCADE,
  mark TEXT NOT NULL,
  date TEXT NOT NULL CHECK (length(date) = 10),
  note TEXT NOT NULL CHECK (instr(note, char(0)) = 0)
) STRICT;
CREATE INDEX decision_mark_decision ON decision_mark (decision);

-- Authority to place for adoption, as typed; reviews on a clock of their own.
ALTER TABLE period ADD COLUMN authorised TEXT CHECK (length(authorised) = 10);
ALTER TABLE period ADD COLUMN authority_ended TEXT CHECK (length(authority_ended) = 10);
ALTER TABLE review ADD COLUMN clock TEXT CHECK (instr(clock, char(0)) = 0);
ALTER TABLE review ADD COLUMN chair TEXT CHECK (instr(chair, char(0)) = 0);
ALTER TABLE review ADD COLUMN without_meeting INTEGER NOT NULL DEFAULT 0;

-- What the practice asked for a change, and what the IRO answered.
ALTER TABLE change ADD COLUMN class TEXT;
ALTER TABLE change ADD COLUMN answered TEXT CHECK (length(answered) = 10);
ALTER TABLE change ADD COLUMN forward_to TEXT CHECK (length(forward_to) = 10);
ALTER TABLE change ADD COLUMN not_needed TEXT CHECK (instr(not_needed, char(0)) = 0);
ALTER TABLE change ADD COLUMN exception TEXT CHECK (instr(exception, char(0)) = 0);

-- Each day a review was booked for, and the day that was done: moved back, its run-up is owed as before.
CREATE TABLE booking (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER NOT NULL REFERENCES child ON DELETE CASCADE,
  review INTEGER NOT NULL REFERENCES review ON DELETE CASCADE,
  day TEXT NOT NULL CHECK (length(day) = 10),
  made TEXT NOT NULL CHECK (length(made) = 10)
) STRICT;
CREATE INDEX booking_child ON booking (child);

-- Leave, appointments and fixed days of the IRO; `weekday` (0 is Monday) where it is that day of every week.
CREATE TABLE busy (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  first TEXT NOT NULL CHECK (length(first) = 10),
  last TEXT NOT NULL CHECK (length(last) = 10),
  weekday INTEGER CHECK (weekday BETWEEN 0 AND 6),
  hours TEXT NOT NULL CHECK (instr(hours, char(0)) = 0),
  what TEXT NOT NULL CHECK (instr(what, char(0)) = 0),
  uid TEXT NOT NULL CHECK (instr(uid, char(0)) = 0),
  source TEXT NOT NULL CHECK (instr(source, char(0)) = 0)
) STRICT;

CREATE TABLE school_holiday (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  first TEXT NOT NULL CHECK (length(first) = 10),
  last TEXT NOT NULL CHECK (length(last) = 10),
  name TEXT NOT NULL CHECK (instr(name, char(0)) = 0)
) STRICT;

-- What was last written to a calendar file about each thing, so that a change is told as a change. No undo: what
-- left the book cannot be taken back.
CREATE TABLE feed (
  uid TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL,
  modified TEXT NOT NULL,
  cancelled INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;

-- How the words of a note came to be heard from the child.
CREATE TABLE heard (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER NOT NULL REFERENCES child ON DELETE CASCADE,
  note INTEGER NOT NULL UNIQUE REFERENCES note ON DELETE CASCADE,
  how TEXT NOT NULL,
  alone INTEGER,
  why_not TEXT NOT NULL CHECK (instr(why_not, char(0)) = 0),
  advocate INTEGER,
  rights INTEGER
) STRICT;
CREATE INDEX heard_child ON heard (child);

-- What the child asked for, and what came of it.
CREATE TABLE ask (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER NOT NULL REFERENCES child ON DELETE CASCADE,
  date TEXT NOT NULL CHECK (length(date) = 10),
  text TEXT NOT NULL CHECK (instr(text, char(0)) = 0),
  outcome TEXT NOT NULL CHECK (instr(outcome, char(0)) = 0),
  outcome_on TEXT CHECK (length(outcome_on) = 10)
) STRICT;
CREATE INDEX ask_child ON ask (child);

-- What was copied from a sibling and has not been read since: one row a person, note or field.
CREATE TABLE copied (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER NOT NULL REFERENCES child ON DELETE CASCADE,
  source INTEGER NOT NULL REFERENCES child ON DELETE CASCADE,
  what TEXT NOT NULL,
  row INTEGER,
  date TEXT NOT NULL CHECK (length(date) = 10)
) STRICT;
CREATE INDEX copied_child ON copied (child);
CREATE INDEX copied_source ON copied (source);

-- Concerns: some are about no child but the service. `stage` is the one a concern began at.
ALTER TABLE escalation RENAME TO escalation_v1;
CREATE TABLE escalation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER REFERENCES child ON DELETE CASCADE,
  protocol TEXT NOT NULL CHECK (instr(protocol, char(0)) = 0),
  stage TEXT NOT NULL CHECK (instr(stage, char(0)) = 0),
  concern TEXT NOT NULL CHECK (instr(concern, char(0)) = 0),
  text TEXT NOT NULL CHECK (instr(text, char(0)) = 0),
  raised TEXT NOT NULL CHECK (length(raised) = 10),
  closed TEXT CHECK (length(closed) = 10),
  effect TEXT CHECK (instr(effect, char(0)) = 0),
  risk TEXT CHECK (instr(risk, char(0)) = 0),
  origin TEXT CHECK (instr(origin, char(0)) = 0),
  origin_words TEXT CHECK (instr(origin_words, char(0)) = 0),
  outcome TEXT CHECK (instr(outcome, char(0)) = 0),
  seen_by TEXT CHECK (instr(seen_by, char(0)) = 0),
  seen_on TEXT CHECK (length(seen_on) = 10),
  look_on TEXT CHECK (length(look_on) = 10),
  unchanged INTEGER NOT NULL DEFAULT 0 CHECK (unchanged IN (0, 1)),
  decision INTEGER,
  practice TEXT NOT NULL DEFAULT '' CHECK (instr(practice, char(0)) = 0)
) STRICT;
INSERT INTO escalation (id, child, protocol, stage, concern, text, raised, closed, effect)
  SELECT id, child, protocol, stage, concern, text, raised, closed, effect FROM escalation_v1;
-- A number that was used is not used again: an act still to be undone may bring its row back.
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'escalation', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'escalation');
UPDATE sqlite_sequence
  SET seq = coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'escalation_v1'), seq)
  WHERE name = 'escalation';
DROP TABLE escalation_v1;
CREATE INDEX escalation_child ON escalation (child);

CREATE TABLE escalation_move (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  escalation INTEGER NOT NULL REFERENCES escalation ON DELETE CASCADE,
  date TEXT NOT NULL CHECK (length(date) = 10),
  word TEXT NOT NULL CHECK (instr(word, char(0)) = 0),
  note TEXT NOT NULL CHECK (instr(note, char(0)) = 0),
  by_day TEXT CHECK (length(by_day) = 10)
) STRICT;
CREATE INDEX escalation_move_of ON escalation_move (escalation);

-- The further children of a sibling group.
CREATE TABLE escalation_other (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  escalation INTEGER NOT NULL REFERENCES escalation ON DELETE CASCADE,
  child INTEGER NOT NULL REFERENCES child ON DELETE CASCADE,
  UNIQUE (escalation, child)
) STRICT;
CREATE INDEX escalation_other_child ON escalation_other (child);
-- The review itself: who led, what was not followed, the later days of a series, who took part.
ALTER TABLE review ADD COLUMN led_by TEXT NOT NULL DEFAULT '' CHECK (instr(led_by, char(0)) = 0);
ALTER TABLE review ADD COLUMN not_followed TEXT NOT NULL DEFAULT '' CHECK (instr(not_followed, char(0)) = 0);

CREATE TABLE part (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  review INTEGER NOT NULL REFERENCES review ON DELETE CASCADE,
  date TEXT NOT NULL CHECK (length(date) = 10),
  UNIQUE (review, date)
) STRICT;

CREATE TABLE attendance (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  review INTEGER NOT NULL REFERENCES review ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (instr(role, char(0)) = 0),
  name TEXT NOT NULL CHECK (instr(name, char(0)) = 0),
  presence TEXT NOT NULL,
  note TEXT NOT NULL CHECK (instr(note, char(0)) = 0),
  UNIQUE (review, role, name)
) STRICT;
