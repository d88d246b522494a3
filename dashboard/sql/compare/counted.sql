-- counted: how long the list of a comparison is
-- grain:   one row; n_units of all, n_rest of them not pinned, n_missing of them without a report in the years
-- params:  as ordered: $by $units $district $words $first_year $last_year $kinds $pinned
WITH counted AS (
    SELECT DISTINCT CASE $by WHEN 'agency' THEN a.agency_id ELSE l.area_id END AS unit_id
    FROM agency_years a JOIN lineage l USING (district_id)
    WHERE a.year BETWEEN $first_year AND $last_year
      AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
      AND CASE WHEN $by = 'district' THEN l.area_id IN (SELECT unnest($units::VARCHAR[]))
               WHEN $units IS NULL THEN l.area_id = $district
               ELSE l.area_id = '000000' AND a.agency_id IN (SELECT unnest($units::VARCHAR[])) END
), chosen AS (
    SELECT unit_id, true AS has_report FROM counted
    UNION ALL SELECT unit_id, false FROM (SELECT unnest($units::VARCHAR[]) AS unit_id) ANTI JOIN counted USING (unit_id)
), named AS (
    SELECT district_id, arg_max(label, coalesce(valid_from, 0)) AS label FROM divisions GROUP BY district_id
)
SELECT count(*)::BIGINT AS n_units, count(*) FILTER (NOT has_report)::BIGINT AS n_missing,
       count(*) FILTER (NOT coalesce(unit_id = ANY($pinned::VARCHAR[]), false))::BIGINT AS n_rest
FROM chosen LEFT JOIN agencies g ON $by = 'agency' AND g.agency_id = unit_id
     LEFT JOIN named n ON $by = 'district' AND n.district_id = unit_id
WHERE $words IS NULL OR contains(coalesce(g.label, n.label, unit_id), $words) OR starts_with(unit_id, $words)
