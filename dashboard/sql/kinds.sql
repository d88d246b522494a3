-- kinds: the kinds of agency that have reports
-- grain: one row per kind
SELECT kind, sum(n_reports)::BIGINT AS n_reports FROM report_counts GROUP BY kind ORDER BY kind, n_reports
