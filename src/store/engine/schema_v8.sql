-- Version 8: the day on which a legal status, a placement and the authority for adoption were recorded, where that was
-- after the child came into the book. Empty: as old as the child there, and so in every book of a version before.
ALTER TABLE legal ADD COLUMN known TEXT CHECK (length(known) = 10);
ALTER TABLE placement ADD COLUMN known TEXT CHECK (length(known) = 10);
ALTER TABLE period ADD COLUMN authority_known TEXT CHECK (length(authority_known) = 10);
