-- standing_refused: files of this build that stay refused as they were
-- grain:  one row a file, by name
-- params: none; tables documents, met, touched
SELECT name, reason FROM documents
WHERE status = 'refused' AND sha256 <> '' AND sha256 NOT IN (SELECT sha256 FROM touched)
  AND name IN (SELECT name FROM met)
ORDER BY name
