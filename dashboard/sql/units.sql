-- units:  what a scope divides into: its child districts, or its agencies
-- grain:  one row per unit that has a report in the scope's years, in pinyin order
-- params: $district $first_year $last_year $kinds $by (district | agency)
-- note:   is_own marks the area's own agencies (a city's departments among its counties); label is NULL for no known place
WITH named AS (
    SELECT district_id, arg_max(label, coalesce(valid_from, 0)) AS label FROM divisions GROUP BY district_id
), found AS (
    SELECT CASE $by WHEN 'agency' THEN a.agency_id ELSE l.child_id END AS unit_id, count(DISTINCT a.agency_id) AS n_agencies,
           count(*) AS n_reports, max(a.year) AS last_year
    FROM agency_years a JOIN lineage l USING (district_id)
    WHERE l.area_id = $district AND a.year BETWEEN $first_year AND $last_year
      AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
    GROUP BY ALL
)
SELECT f.unit_id, coalesce(n.label, g.short_label, g.label, nullif(f.unit_id, '')) AS label,
       coalesce($by = 'district' AND f.unit_id = $district, false) AS is_own,
       f.n_agencies::BIGINT AS n_agencies, f.n_reports::BIGINT AS n_reports, f.last_year::INTEGER AS last_year
FROM found f LEFT JOIN named n ON $by = 'district' AND n.district_id = f.unit_id
             LEFT JOIN agencies g ON $by = 'agency' AND g.agency_id = f.unit_id
ORDER BY is_own DESC, label COLLATE zh, f.unit_id
