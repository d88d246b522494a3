-- measure_of: as measure.sql and compare/measure.sql, out of the rows kept for the wide areas (`kept`: wide/measure.sql)
-- grain:  one row per unit and year that has a report
-- params: $district $by (scope | district), or $units instead; $first_year $last_year $kinds
SELECT CASE WHEN $by = 'scope' THEN $district ELSE child_id END AS unit_id, year, sum(numerator)::BIGINT AS numerator,
       sum(denominator)::BIGINT AS denominator, sum(n_used)::BIGINT AS n_used, sum(n_reports)::BIGINT AS n_reports
FROM kept
WHERE (area_id = $district OR ($district IS NULL AND child_id <> area_id AND child_id = ANY($units::VARCHAR[])))
  AND year BETWEEN $first_year AND $last_year AND ($kinds IS NULL OR kind = ANY($kinds::VARCHAR[]))
GROUP BY ALL ORDER BY unit_id, year
