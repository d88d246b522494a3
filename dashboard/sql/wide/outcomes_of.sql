-- outcomes_of: as outcomes.sql, out of the rows kept for the wide areas (`kept`: wide/outcomes.sql)
-- grain:  one row per unit and year that has a report
-- params: $district $by (scope | district) $first_year $last_year $kinds
SELECT CASE WHEN $by = 'scope' THEN $district ELSE child_id END AS unit_id, year,
       sum(granted)::BIGINT AS granted, sum(partial)::BIGINT AS partial, sum(refused)::BIGINT AS refused, sum(unable)::BIGINT
       AS unable, sum(unprocessed)::BIGINT AS unprocessed, sum(other)::BIGINT AS other, sum(total)::BIGINT AS total,
       sum(n_used)::BIGINT AS n_used, sum(n_reports)::BIGINT AS n_reports
FROM kept
WHERE area_id = $district AND year BETWEEN $first_year AND $last_year
  AND ($kinds IS NULL OR kind = ANY($kinds::VARCHAR[]))
GROUP BY ALL ORDER BY unit_id, year
