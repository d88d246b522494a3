-- units:  the child districts a scope divides into
-- grain:  one row per unit that has a report in the scope's years, in pinyin order
-- params: $district $first_year $last_year $kinds
-- note:   is_own marks the area's own agencies (a city's departments among its counties); label is NULL for no known place
WITH named AS (
    SELECT district_id, arg_max(label, coalesce(valid_from, 0)) AS label FROM divisions GROUP BY district_id
), found AS (
    SELECT l.child_id AS unit_id, sum(c.n_reports) AS n_reports, max(c.year) AS last_year
    FROM report_counts c JOIN lineage l USING (district_id)
    WHERE l.area_id = $district AND c.year BETWEEN $first_year AND $last_year
      AND ($kinds IS NULL OR c.kind = ANY($kinds::VARCHAR[]))
    GROUP BY l.child_id
)
SELECT f.unit_id, coalesce(n.label, nullif(f.unit_id, '')) AS label, f.unit_id = $district AS is_own,
       f.n_reports::BIGINT AS n_reports, f.last_year::INTEGER AS last_year
FROM found f LEFT JOIN named n ON n.district_id = f.unit_id
ORDER BY is_own DESC, label COLLATE zh, f.unit_id
