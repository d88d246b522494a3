-- item:   how much of one item, by chosen unit and year
-- grain:  one row per unit and year that has a report
-- params: $units (list of agency_id or district_id) $first_year $last_year $kinds $by (district | agency); {source} {item}
-- note:   value is NULL where none of the n_reports prints the item; n_used of them do
SELECT CASE $by WHEN 'agency' THEN a.agency_id ELSE l.area_id END AS unit_id, a.year::INTEGER AS year,
       sum({item})::DOUBLE AS value, count({item})::BIGINT AS n_used, count(*)::BIGINT AS n_reports
FROM {source} a JOIN lineage l USING (district_id)
WHERE a.year BETWEEN $first_year AND $last_year
  AND (($by = 'agency' AND l.area_id = '000000' AND a.agency_id = ANY($units::VARCHAR[]))
       OR ($by = 'district' AND l.area_id = ANY($units::VARCHAR[])))
  AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
GROUP BY ALL ORDER BY unit_id, year
