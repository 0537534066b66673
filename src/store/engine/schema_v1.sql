-- Version 1 of a book. Dates are ISO text; every text is free of NUL, which undo's quote() would cut.
CREATE TABLE child (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT NOT NULL UNIQUE CHECK (instr(number, char(0)) = 0),
  forename TEXT NOT NULL CHECK (instr(forename, char(0)) = 0),
  surname TEXT NOT NULL CHECK (instr(surname, char(0)) = 0),
  dob TEXT CHECK (length(dob) = 10),
  sex TEXT CHECK (instr(sex, char(0)) = 0),
  ethnicity TEXT CHECK (instr(ethnicity, char(0)) = 0),
  language TEXT CHECK (instr(language, char(0)) = 0),
  disabled INTEGER,
  uasc INTEGER,
  uasc_until TEXT CHECK (length(uasc_until) = 10),
  mother INTEGER,
  in_proceedings INTEGER,
  source TEXT NOT NULL,
  imported_on TEXT CHECK (length(imported_on) = 10)
) STRICT;

CREATE TABLE period (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER NOT NULL REFERENCES child ON DELETE CASCADE,
  began TEXT NOT NULL CHECK (length(began) = 10),
  ended TEXT CHECK (length(ended) = 10),
  end_reason TEXT CHECK (instr(end_reason, char(0)) = 0),
  notified TEXT CHECK (length(notified) = 10),
  source TEXT NOT NULL
) STRICT;
CREATE INDEX period_child ON period (child);

CREATE TABLE legal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER NOT NULL REFERENCES child ON DELETE CASCADE,
  code TEXT NOT NULL CHECK (instr(code, char(0)) = 0),
  began TEXT NOT NULL CHECK (length(began) = 10),
  ended TEXT CHECK (length(ended) = 10),
  source TEXT NOT NULL
) STRICT;
CREATE INDEX legal_child ON legal (child);

CREATE TABLE placement (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER NOT NULL REFERENCES child ON DELETE CASCADE,
  code TEXT NOT NULL CHECK (instr(code, char(0)) = 0),
  provider TEXT CHECK (instr(provider, char(0)) = 0),
  carer TEXT NOT NULL CHECK (instr(carer, char(0)) = 0),
  area TEXT NOT NULL CHECK (instr(area, char(0)) = 0),
  began TEXT NOT NULL CHECK (length(began) = 10),
  ended TEXT CHECK (length(ended) = 10),
  change_reason TEXT CHECK (instr(change_reason, char(0)) = 0),
  source TEXT NOT NULL
) STRICT;
CREATE INDEX placement_child ON placement (child);

CREATE TABLE person (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER NOT NULL REFERENCES child ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (instr(role, char(0)) = 0),
  name TEXT NOT NULL CHECK (instr(name, char(0)) = 0),
  detail TEXT NOT NULL CHECK (instr(detail, char(0)) = 0),
  began TEXT CHECK (length(began) = 10),
  ended TEXT CHECK (length(ended) = 10),
  source TEXT NOT NULL
) STRICT;
CREATE INDEX person_child ON person (child);

CREATE TABLE review (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER NOT NULL REFERENCES child ON DELETE CASCADE,
  scheduled TEXT CHECK (length(scheduled) = 10),
  booked TEXT CHECK (length(booked) = 10),
  booked_on TEXT CHECK (length(booked_on) = 10),
  at TEXT CHECK (length(at) = 8),
  minutes INTEGER,
  venue TEXT NOT NULL CHECK (instr(venue, char(0)) = 0),
  approved_by TEXT CHECK (instr(approved_by, char(0)) = 0),
  approved_on TEXT CHECK (length(approved_on) = 10),
  move_reason TEXT CHECK (instr(move_reason, char(0)) = 0),
  held TEXT CHECK (length(held) = 10),
  adjourned TEXT CHECK (length(adjourned) = 10),
  adjourn_reason TEXT CHECK (instr(adjourn_reason, char(0)) = 0),
  completed TEXT CHECK (length(completed) = 10),
  decisions_sent TEXT CHECK (length(decisions_sent) = 10),
  decisions_received TEXT CHECK (length(decisions_received) = 10),
  participation TEXT,
  late_reason TEXT CHECK (instr(late_reason, char(0)) = 0),
  judged_regime TEXT CHECK (instr(judged_regime, char(0)) = 0),
  judged_legal_due TEXT CHECK (length(judged_legal_due) = 10),
  judged_due TEXT CHECK (length(judged_due) = 10),
  judged_practice TEXT CHECK (instr(judged_practice, char(0)) = 0),
  judged_calendar TEXT CHECK (instr(judged_calendar, char(0)) = 0),
  source TEXT NOT NULL
) STRICT;
CREATE INDEX review_child ON review (child);

CREATE TABLE done (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER REFERENCES child ON DELETE CASCADE,
  duty TEXT NOT NULL CHECK (instr(duty, char(0)) = 0),
  subject TEXT NOT NULL,
  subject_id INTEGER,
  turn TEXT CHECK (instr(turn, char(0)) = 0),
  date TEXT NOT NULL CHECK (length(date) = 10),
  note TEXT NOT NULL CHECK (instr(note, char(0)) = 0),
  waived INTEGER NOT NULL
) STRICT;
CREATE INDEX done_child ON done (child);

CREATE TABLE note (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER REFERENCES child ON DELETE CASCADE,
  kind TEXT NOT NULL,
  date TEXT NOT NULL CHECK (length(date) = 10),
  whom TEXT NOT NULL CHECK (instr(whom, char(0)) = 0),
  text TEXT NOT NULL CHECK (instr(text, char(0)) = 0),
  pasted INTEGER NOT NULL
) STRICT;
CREATE INDEX note_child ON note (child);

CREATE TABLE change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER NOT NULL REFERENCES child ON DELETE CASCADE,
  event TEXT NOT NULL CHECK (instr(event, char(0)) = 0),
  date TEXT NOT NULL CHECK (length(date) = 10),
  text TEXT NOT NULL CHECK (instr(text, char(0)) = 0)
) STRICT;
CREATE INDEX change_child ON change (child);

CREATE TABLE escalation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER NOT NULL REFERENCES child ON DELETE CASCADE,
  protocol TEXT NOT NULL CHECK (instr(protocol, char(0)) = 0),
  stage TEXT NOT NULL CHECK (instr(stage, char(0)) = 0),
  concern TEXT NOT NULL CHECK (instr(concern, char(0)) = 0),
  text TEXT NOT NULL CHECK (instr(text, char(0)) = 0),
  raised TEXT NOT NULL CHECK (length(raised) = 10),
  closed TEXT CHECK (length(closed) = 10),
  effect TEXT CHECK (instr(effect, char(0)) = 0)
) STRICT;
CREATE INDEX escalation_child ON escalation (child);

CREATE TABLE session (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER REFERENCES child ON DELETE CASCADE,
  checklist TEXT NOT NULL CHECK (instr(checklist, char(0)) = 0),
  subject TEXT NOT NULL,
  subject_id INTEGER,
  started TEXT NOT NULL CHECK (length(started) = 10),
  ended TEXT CHECK (length(ended) = 10),
  outcome TEXT CHECK (instr(outcome, char(0)) = 0)
) STRICT;
CREATE INDEX session_child ON session (child);

CREATE TABLE answer (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
  item TEXT NOT NULL CHECK (instr(item, char(0)) = 0),
  value TEXT NOT NULL CHECK (instr(value, char(0)) = 0),
  note TEXT NOT NULL CHECK (instr(note, char(0)) = 0),
  date TEXT NOT NULL CHECK (length(date) = 10),
  UNIQUE (session, item)
) STRICT;

-- What `other` is to `child`; kept once a pair, the lower row number first, and read both ways.
CREATE TABLE kin (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  child INTEGER NOT NULL REFERENCES child ON DELETE CASCADE,
  other INTEGER NOT NULL REFERENCES child ON DELETE CASCADE,
  relation TEXT NOT NULL,
  UNIQUE (child, other),
  CHECK (child < other)
) STRICT;
CREATE INDEX kin_other ON kin (other);

CREATE TABLE setting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE CHECK (instr(key, char(0)) = 0),
  value TEXT NOT NULL CHECK (instr(value, char(0)) = 0)
) STRICT;

CREATE TABLE practice (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  practice TEXT NOT NULL CHECK (instr(practice, char(0)) = 0),
  version TEXT NOT NULL CHECK (instr(version, char(0)) = 0),
  text TEXT NOT NULL CHECK (instr(text, char(0)) = 0),
  added TEXT NOT NULL CHECK (length(added) = 10),
  UNIQUE (practice, version)
) STRICT;

CREATE TABLE holiday (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  date TEXT NOT NULL UNIQUE CHECK (length(date) = 10),
  name TEXT NOT NULL CHECK (instr(name, char(0)) = 0)
) STRICT;

-- Text as it is typed: no undo, no audit.
CREATE TABLE draft (
  key TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  updated TEXT NOT NULL
) STRICT;

CREATE TABLE act (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  on_date TEXT NOT NULL,
  label TEXT NOT NULL,
  child INTEGER,
  undone INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Steps that take an act back (side 'undo') or do it again (side 'redo'), newest first.
-- did: what happened to a row ('add', 'change', 'remove'), `sql` being its inverse; or to the rows
-- of `tbl` with lo < id <= hi ('add-range': the inverse is one DELETE; 'remove-range': in `sql`).
CREATE TABLE undo_step (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  act INTEGER NOT NULL REFERENCES act ON DELETE CASCADE,
  side TEXT NOT NULL,
  tbl TEXT NOT NULL,
  did TEXT NOT NULL,
  lo INTEGER,
  hi INTEGER,
  sql TEXT
) STRICT;
CREATE INDEX undo_step_act ON undo_step (act, side);

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  action TEXT NOT NULL,
  entity TEXT NOT NULL,
  detail TEXT NOT NULL,
  mac BLOB NOT NULL
) STRICT;
CREATE TABLE audit_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  n INTEGER NOT NULL,
  mac BLOB NOT NULL
) STRICT;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;
