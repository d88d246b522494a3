-- touched: the documents that this build may tell otherwise than the snapshot in use does; all others stand as they are
-- grain:  one row a sha256
-- params: $version of the reader, $is_whole (met is all there is), $can_convert, $lacking and $withdrawn (reason_ids);
--         tables documents, met (name, sha256), here (sha256 whose bytes are kept, of those read by another version),
--         replaced, decided (sha256), asked (name)
-- note:   a name can have held other bytes before: what it held last is what no newer file replaced. A document that
--         another reader's version read, and whose bytes are gone, stands: there is nothing to read it from.
WITH told AS (
    SELECT name, sha256, status, reason_id, extractor FROM documents WHERE sha256 <> ''
), seen AS (
    SELECT DISTINCT name, sha256 FROM met WHERE sha256 <> ''
), copies AS (
    SELECT t.*, s.name IS NOT NULL AS is_here
    FROM told t LEFT JOIN seen s ON s.name = t.name AND s.sha256 = t.sha256
    WHERE $is_whole AND t.sha256 IN (SELECT sha256 FROM told WHERE status = 'duplicate')
)
SELECT sha256 FROM seen ANTI JOIN told USING (name, sha256)
UNION SELECT sha256 FROM seen SEMI JOIN replaced USING (sha256)
UNION SELECT t.sha256 FROM told t JOIN seen s ON s.name = t.name AND s.sha256 <> t.sha256
      WHERE t.sha256 NOT IN (SELECT sha256 FROM replaced)
UNION SELECT sha256 FROM told SEMI JOIN here USING (sha256) WHERE extractor IS DISTINCT FROM $version
UNION SELECT sha256 FROM told
      WHERE status = 'refused' AND (name IN (SELECT name FROM asked) OR ($can_convert AND reason_id = $lacking))
UNION SELECT sha256 FROM told WHERE reason_id = $withdrawn
UNION SELECT sha256 FROM decided
UNION SELECT sha256 FROM copies WHERE status = 'duplicate' AND (reason_id = 'moved') = is_here
UNION SELECT sha256 FROM copies GROUP BY sha256 HAVING bool_or(is_here) AND bool_or(status = 'loaded' AND NOT is_here)
