-- sorts: the kinds and levels of agencies that have a report
-- grain: one row per kind and level
SELECT DISTINCT coalesce(kind, 'unknown') AS kind, level, hash(coalesce(kind, 'unknown'), level) AS hash
FROM agency_years ORDER BY kind, level
