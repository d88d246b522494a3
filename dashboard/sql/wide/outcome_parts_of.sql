-- outcome_parts_of: as outcome_parts.sql, out of the rows kept for the wide areas (`kept`: wide/outcome_parts.sql)
-- grain:  one row per unit and year that has a report
-- params: $district $by (scope | district) $first_year $last_year $kinds; {group}
SELECT CASE WHEN $by = 'scope' THEN $district ELSE child_id END AS unit_id, year,
       sum(COLUMNS('^{group}_'))::BIGINT AS '\0', sum(n_used)::BIGINT AS n_used, sum(n_reports)::BIGINT AS n_reports
FROM kept
WHERE area_id = $district AND year BETWEEN $first_year AND $last_year
  AND ($kinds IS NULL OR kind = ANY($kinds::VARCHAR[]))
GROUP BY ALL ORDER BY unit_id, year
