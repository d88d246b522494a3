-- report_counts: how many reports count, so that what there is to choose from is known at once
-- grain:         one row per district, year and kind of agency
CREATE TABLE report_counts AS
SELECT district_id, year::INTEGER AS year, coalesce(kind, 'unknown') AS kind, count(*)::INTEGER AS n_reports
FROM agency_years GROUP BY ALL ORDER BY ALL
