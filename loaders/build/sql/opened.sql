-- opened: the rows of the documents touched, the other rows of their names, and all without bytes
-- grain:  as documents
-- params: none; tables documents, met, touched
WITH names AS (
    SELECT name FROM documents SEMI JOIN touched USING (sha256) UNION SELECT name FROM met SEMI JOIN touched USING (sha256)
)
SELECT * FROM documents
WHERE sha256 = '' OR sha256 IN (SELECT sha256 FROM touched) OR name IN (SELECT name FROM names)
