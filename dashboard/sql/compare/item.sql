-- item:   how much of one item, by chosen district and year
-- grain:  one row per unit and year that has a report
-- params: $units (list of district_id) $first_year $last_year $kinds; {source} {item}
-- note:   value is NULL where none of the n_reports prints the item; n_used of them do
SELECT l.area_id AS unit_id, a.year::INTEGER AS year, sum({item})::DOUBLE AS value, count({item})::BIGINT AS n_used,
       count(*)::BIGINT AS n_reports
FROM {source} a JOIN (SELECT district_id, area_id FROM lineage WHERE area_id IN (SELECT unnest($units::VARCHAR[]))) l USING (district_id)
WHERE a.year BETWEEN $first_year AND $last_year
  AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
GROUP BY ALL ORDER BY unit_id, year
