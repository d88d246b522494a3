-- paired: one item this year and the year before, among the agencies that print it in both
-- grain:  one row per unit with at least one such agency
-- params: $district $year $kinds $by (scope | district | agency); {source} {item}
-- note:   a report that is there in one year only moves a plain sum as if requests had moved; here it takes no part
SELECT CASE $by WHEN 'agency' THEN a.agency_id WHEN 'district' THEN l.child_id ELSE $district END AS unit_id,
       sum({item})::DOUBLE AS value, sum(b.before)::DOUBLE AS before, count(*)::BIGINT AS n_both
FROM {source} a JOIN lineage l USING (district_id)
     JOIN (SELECT agency_id, {item} AS before FROM {source} WHERE year = $year - 1) b ON b.agency_id = a.agency_id
WHERE l.area_id = $district AND a.year = $year AND {item} IS NOT NULL AND b.before IS NOT NULL
  AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
GROUP BY ALL ORDER BY unit_id
