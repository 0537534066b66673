-- Version 3: where a child was seen has a column of its own; until now it stood after whom, `child, at school`.
ALTER TABLE note ADD COLUMN place TEXT;
UPDATE note SET place = seen.place, whom = substr(whom, 1, length(whom) - length(seen.says))
FROM (
  SELECT 'placement' AS place, ', where they live' AS says
  UNION ALL SELECT 'school', ', at school'
  UNION ALL SELECT 'family', ', with the family'
  UNION ALL SELECT 'office', ', at the office'
  UNION ALL SELECT 'elsewhere', ', elsewhere'
) AS seen
WHERE kind = 'saw' AND substr(whom, -length(seen.says)) = seen.says
  AND EXISTS (SELECT 1 FROM heard WHERE heard.note = note.id);
