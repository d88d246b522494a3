-- measure: what share one count is of another, by unit and year
-- grain:   one row per unit and year that has a report
-- params:  $district $first_year $last_year $kinds $by (scope | district | agency); {source} {numerator} {denominator}
-- note:    both are summed over the n_used reports that print both, out of n_reports; the rate is divided in measures.py
SELECT CASE $by WHEN 'agency' THEN a.agency_id WHEN 'district' THEN l.child_id ELSE $district END AS unit_id,
       a.year::INTEGER AS year,
       sum({numerator})   FILTER ({numerator} IS NOT NULL AND {denominator} IS NOT NULL)::BIGINT AS numerator,
       sum({denominator}) FILTER ({numerator} IS NOT NULL AND {denominator} IS NOT NULL)::BIGINT AS denominator,
       count(*)           FILTER ({numerator} IS NOT NULL AND {denominator} IS NOT NULL)::BIGINT AS n_used,
       count(*)::BIGINT AS n_reports
FROM {source} a JOIN lineage l USING (district_id)
WHERE l.area_id = $district AND a.year BETWEEN $first_year AND $last_year
  AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
GROUP BY ALL ORDER BY unit_id, year
