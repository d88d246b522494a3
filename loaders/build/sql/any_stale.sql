-- any_stale: whether another version of the reader read or refused a document
-- grain:  one row
-- params: $version; table documents
SELECT count(*) > 0 AS is_any FROM documents WHERE extractor IS DISTINCT FROM $version AND sha256 <> ''
