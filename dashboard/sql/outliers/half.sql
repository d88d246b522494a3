-- half:   how much of one item each agency has, beside its decided requests
-- grain:  one row per agency of the scope with a report in its years
-- params: $district $first_year $last_year $kinds; {item} {base}
-- note:   added over the years that print it; NULL where none does, which is not 0
SELECT a.agency_id AS unit_id, coalesce(any_value(g.short_label), any_value(g.label), a.agency_id) AS label,
       sum({item})::DOUBLE AS count, sum({base})::DOUBLE AS base
FROM agency_years a JOIN lineage l USING (district_id) LEFT JOIN agencies g USING (agency_id)
WHERE l.area_id = $district AND a.year BETWEEN $first_year AND $last_year
  AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
GROUP BY a.agency_id ORDER BY a.agency_id
