-- kinds: the kinds of agency that have reports
-- grain: one row per kind
SELECT coalesce(kind, 'unknown') AS kind, count(*)::BIGINT AS n_reports FROM agency_years GROUP BY ALL ORDER BY ALL
