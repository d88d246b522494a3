-- finding_counts: how many findings the reports have, and how much of them was tested, by unit and year
-- grain:          one row per unit and year that has a report
-- params:         $district $first_year $last_year $kinds $by (scope | district | agency)
-- note:           n_findings is NULL where no report was tested at all; n_affected are reports with a finding
SELECT CASE $by WHEN 'agency' THEN f.agency_id WHEN 'district' THEN l.child_id ELSE $district END AS unit_id,
       f.year::INTEGER AS year,
       sum(f.n_arithmetic)::BIGINT AS n_arithmetic, sum(f.n_reporting)::BIGINT AS n_reporting,
       sum(f.n_arithmetic + f.n_reporting)::BIGINT AS n_findings,
       count(*) FILTER (f.n_arithmetic + f.n_reporting > 0)::BIGINT AS n_affected,
       sum(f.n_identities)::BIGINT AS n_identities, sum(f.n_untested)::BIGINT AS n_untested,
       count(*)::BIGINT AS n_tested, count(*)::BIGINT AS n_reports
FROM mart_findings f JOIN lineage l USING (district_id)
WHERE f.scope IS DISTINCT FROM 'aggregate' AND l.area_id = $district AND f.year BETWEEN $first_year AND $last_year
  AND ($kinds IS NULL OR coalesce(f.kind, 'unknown') = ANY($kinds::VARCHAR[]))
GROUP BY ALL ORDER BY unit_id, year
