-- named: the names that documents touched have or had
-- grain:  one row a name
-- params: none; tables documents, met, touched
SELECT name FROM documents SEMI JOIN touched USING (sha256) UNION SELECT name FROM met SEMI JOIN touched USING (sha256)
