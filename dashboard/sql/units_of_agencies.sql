-- units_of_agencies: the agencies a scope divides into
-- grain:  one row per agency that has a report in the scope's years, in pinyin order
-- params: $district $first_year $last_year $kinds
WITH found AS (
    SELECT a.agency_id AS unit_id, count(*) AS n_reports, max(a.year) AS last_year
    FROM agency_years a JOIN lineage l USING (district_id)
    WHERE l.area_id = $district AND a.year BETWEEN $first_year AND $last_year
      AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
    GROUP BY a.agency_id
)
SELECT f.unit_id, coalesce(g.short_label, g.label, f.unit_id) AS label, false AS is_own,
       f.n_reports::BIGINT AS n_reports, f.last_year::INTEGER AS last_year
FROM found f LEFT JOIN agencies g ON g.agency_id = f.unit_id
ORDER BY label COLLATE zh, f.unit_id
