-- item:   how much of one item (or of a sum of items), by unit and year
-- grain:  one row per unit and year that has a report
-- params: $district $first_year $last_year $kinds $by (scope | district | agency); {source} {item}
-- note:   value is NULL where none of the n_reports prints the item; n_used of them do
SELECT CASE $by WHEN 'agency' THEN a.agency_id WHEN 'district' THEN l.child_id ELSE $district END AS unit_id,
       a.year::INTEGER AS year, sum({item})::DOUBLE AS value, count({item})::BIGINT AS n_used, count(*)::BIGINT AS n_reports
FROM {source} a JOIN lineage l USING (district_id)
WHERE l.area_id = $district AND a.year BETWEEN $first_year AND $last_year
  AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
GROUP BY ALL ORDER BY unit_id, year
