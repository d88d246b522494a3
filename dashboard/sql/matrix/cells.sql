-- cells:  what became of each year of some agencies
-- grain:  one row per agency and year that is due or was read, or whose document was refused
-- params: $agencies $first_year $last_year
-- note:   state is complete | doubtful (every cell was found, some could not be read for sure) | missing (rows or tables are
--         not there) | refused (only a document that could not be read) | none. A refused document is placed by its name.
WITH years AS (
    SELECT unnest(range($first_year::BIGINT, $last_year::BIGINT + 1))::INTEGER AS year
), asked AS (
    SELECT unnest($agencies::VARCHAR[]) AS agency_id
), held AS (
    SELECT agency_id, year::INTEGER AS year, arg_min(report_id, status) AS report_id, min(status) AS status,
           sum(n_doubtful) AS n_doubtful, sum(n_blank) AS n_blank, sum(n_expected) AS n_expected, sum(n_read) AS n_read,
           string_agg(nullif(reason, ''), '；') AS reason
    FROM reports WHERE is_current AND agency_id IN (FROM asked) AND year BETWEEN $first_year AND $last_year GROUP BY ALL
), refused AS (
    SELECT agency_id, year::INTEGER AS year, string_agg(name || '：' || reason, '；') AS reason
    FROM documents WHERE status = 'refused' AND agency_id IN (FROM asked) GROUP BY ALL
)
SELECT k.agency_id, y.year, h.report_id,
       CASE WHEN h.status = 'complete' THEN 'complete' WHEN h.n_read + h.n_doubtful >= h.n_expected THEN 'doubtful'
            WHEN h.status IS NOT NULL THEN 'missing' WHEN f.agency_id IS NOT NULL THEN 'refused' ELSE 'none' END AS state,
       coalesce(h.reason, f.reason) AS reason, h.n_read::BIGINT AS n_read, h.n_expected::BIGINT AS n_expected,
       h.n_blank::BIGINT AS n_blank, h.n_doubtful::BIGINT AS n_doubtful
FROM asked k CROSS JOIN years y LEFT JOIN agencies a ON a.agency_id = k.agency_id
     LEFT JOIN held h ON h.agency_id = k.agency_id AND h.year = y.year
     LEFT JOIN refused f ON f.agency_id = k.agency_id AND f.year = y.year
WHERE h.status IS NOT NULL OR f.agency_id IS NOT NULL
   OR (a.is_registered AND y.year BETWEEN coalesce(a.first_year, y.year) AND coalesce(a.last_year, y.year))
ORDER BY k.agency_id, y.year
