-- stale: the documents that another version of the reader read or refused
-- grain:  one row a sha256
-- params: $version; table documents
SELECT DISTINCT sha256 FROM documents WHERE sha256 <> '' AND extractor IS DISTINCT FROM $version
