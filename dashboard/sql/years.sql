-- years: which years the snapshot holds reports of
-- grain: one row per year
SELECT year::INTEGER AS year, count(*)::BIGINT AS n_reports FROM agency_years WHERE year IS NOT NULL
GROUP BY year ORDER BY year
