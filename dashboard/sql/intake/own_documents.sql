-- own_documents: the documents that came with these files and with no other
-- grain:          one row per content
-- params:         $names (list of file names; of an archive, its own name)
-- note:           bytes that also lie elsewhere are left out: whoever takes a file back must not take those
SELECT sha256, min(name) AS name FROM documents WHERE sha256 <> ''
GROUP BY sha256 HAVING bool_and(list_contains($names::VARCHAR[], name)
                                OR list_contains($names::VARCHAR[], split_part(name, '!/', 1)))
ORDER BY name
