-- measure: what share one count is of another, by chosen unit and year
-- grain:   one row per unit and year that has a report
-- params:  $units (list of agency_id or district_id) $first_year $last_year $kinds $by (district | agency);
--          {source} {numerator} {denominator}
-- note:    as sql/measure.sql, for units picked one by one: a district stands for all within it
SELECT CASE $by WHEN 'agency' THEN a.agency_id ELSE l.area_id END AS unit_id, a.year::INTEGER AS year,
       sum({numerator})   FILTER ({numerator} IS NOT NULL AND {denominator} IS NOT NULL)::BIGINT AS numerator,
       sum({denominator}) FILTER ({numerator} IS NOT NULL AND {denominator} IS NOT NULL)::BIGINT AS denominator,
       count(*)           FILTER ({numerator} IS NOT NULL AND {denominator} IS NOT NULL)::BIGINT AS n_used,
       count(*)::BIGINT AS n_reports
FROM {source} a JOIN lineage l USING (district_id)
WHERE a.year BETWEEN $first_year AND $last_year
  AND (($by = 'agency' AND l.area_id = '000000' AND a.agency_id = ANY($units::VARCHAR[]))
       OR ($by = 'district' AND l.area_id = ANY($units::VARCHAR[])))
  AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
GROUP BY ALL ORDER BY unit_id, year
