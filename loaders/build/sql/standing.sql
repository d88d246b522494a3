-- standing: how many rows of documents stand as they are
-- grain:  one row a status
-- params: none; tables documents, touched
SELECT status, count(*) FROM documents
WHERE sha256 <> '' AND sha256 NOT IN (SELECT sha256 FROM touched)
GROUP BY status
