-- years: which years the snapshot holds reports of
-- grain: one row per year
SELECT year, sum(n_reports)::BIGINT AS n_reports FROM report_counts WHERE year IS NOT NULL GROUP BY year ORDER BY year
