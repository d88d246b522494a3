-- standing: how many rows of documents there are
-- grain:  one row a status
-- params: none; table documents
SELECT status, count(*) FROM documents WHERE sha256 <> '' GROUP BY status
