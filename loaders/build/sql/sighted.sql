-- sighted: what was met of the documents touched and under their names, and all that could not be opened
-- grain:  as met
-- params: none; tables documents, met, touched
WITH names AS (
    SELECT name FROM documents SEMI JOIN touched USING (sha256) UNION SELECT name FROM met SEMI JOIN touched USING (sha256)
)
SELECT * FROM met
WHERE sha256 = '' OR sha256 IN (SELECT sha256 FROM touched) OR name IN (SELECT name FROM names)
ORDER BY name
