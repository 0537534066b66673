-- Version 4: the day a change takes effect, whether the start of care is known, the number of a review whose
-- predecessors are not in the book.
ALTER TABLE change ADD COLUMN effective TEXT CHECK (length(effective) = 10);
ALTER TABLE period ADD COLUMN start_known INTEGER NOT NULL DEFAULT 1;
ALTER TABLE review ADD COLUMN number INTEGER CHECK (number > 0);
-- Until now answering a change and ticking its duty off were two records: the answer is the one that counts. What was
-- ticked only becomes the answer, save where a review had to come forward, which no tick answers.
UPDATE change SET answered = ticked.date,
  not_needed = CASE trim(ticked.note) WHEN '' THEN 'Ticked off; why was not recorded.' ELSE ticked.note END
FROM (
  SELECT subject_id, min(date) AS date, max(note) AS note FROM done
  WHERE subject = 'change' AND duty IN ('change-response', 'no-early-review') GROUP BY subject_id
) AS ticked
WHERE ticked.subject_id = change.id AND answered IS NULL AND (class IS NULL OR class = 'consider');
