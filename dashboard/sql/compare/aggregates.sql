-- aggregates: the years for which a chosen agency has only a 汇总 report, whose figures are not compared
-- grain:      one row per agency and year
-- params:     $units (list of agency_id) $first_year $last_year
SELECT r.agency_id AS unit_id, r.year::INTEGER AS year
FROM reports r ANTI JOIN (SELECT agency_id, year FROM agency_years WHERE agency_id = ANY($units::VARCHAR[])) a
     ON a.agency_id = r.agency_id AND a.year = r.year
WHERE r.is_current AND r.scope = 'aggregate' AND r.agency_id = ANY($units::VARCHAR[])
  AND r.year BETWEEN $first_year AND $last_year
GROUP BY ALL ORDER BY ALL
