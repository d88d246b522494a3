-- opened: the rows of the documents touched, the other rows of their names, and all without bytes
-- grain:  as documents
-- params: none; tables documents, named
SELECT * FROM documents SEMI JOIN named USING (name) WHERE sha256 <> ''
UNION ALL SELECT * FROM documents WHERE sha256 = ''
