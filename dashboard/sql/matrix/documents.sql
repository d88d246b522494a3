-- documents: the files that gave no report of their own: refused, or the same bytes twice
-- grain:     one row per file, in name order
-- params:    $status (refused | duplicate)
SELECT name, format, bytes::BIGINT AS bytes, reason, sha256, first_seen FROM documents WHERE status = $status
ORDER BY name COLLATE zh, sha256
