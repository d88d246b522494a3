-- disputes_of: one route of disputes.sql, out of the rows kept for the wide areas (`kept`: wide/disputes.sql)
-- grain:  one row per unit and year that has a report
-- params: $district $by (scope | district) $first_year $last_year $kinds $route
SELECT CASE WHEN $by = 'scope' THEN $district ELSE child_id END AS unit_id, year, $route AS route,
       sum(cases)::BIGINT AS cases, sum(upheld)::BIGINT AS upheld, sum(corrected)::BIGINT AS corrected,
       sum(other)::BIGINT AS other, sum(pending)::BIGINT AS pending, sum(total)::BIGINT AS total,
       sum(n_used)::BIGINT AS n_used, sum(n_reports)::BIGINT AS n_reports
FROM kept
WHERE area_id = $district AND year BETWEEN $first_year AND $last_year
  AND ($kinds IS NULL OR kind = ANY($kinds::VARCHAR[]))
GROUP BY ALL ORDER BY unit_id, year
