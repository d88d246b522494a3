-- stale: the documents that another version of the reader read or refused, and whose bytes are kept
-- grain:  one row a sha256
-- params: $version; tables documents, kept (sha256)
SELECT DISTINCT sha256 FROM documents SEMI JOIN kept USING (sha256)
WHERE sha256 <> '' AND extractor IS DISTINCT FROM $version
