-- coverage: how many reports were expected and read, by unit and year
-- grain:    one row per unit and year in which a report was expected or read
-- params:   $district $first_year $last_year $kinds $by (scope | district | agency)
-- note:     expected = registered agencies whose years include it; n_expected is NULL where nobody is registered.
--           n_read counts agencies with a report in use, 汇总 reports too, each agency once a year; n_beyond those that no register line expected.
WITH years AS (
    SELECT unnest(range($first_year::BIGINT, $last_year::BIGINT + 1))::INTEGER AS year
), due AS (
    SELECT y.year, a.agency_id, l.child_id
    FROM agencies a JOIN lineage l ON l.district_id = coalesce(a.district_id, '') JOIN years y
      ON y.year BETWEEN coalesce(a.first_year, y.year) AND coalesce(a.last_year, y.year)
    WHERE l.area_id = $district AND a.is_registered
      AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
), held AS (
    SELECT r.year::INTEGER AS year, r.agency_id, any_value(l.child_id) AS child_id,
           CASE WHEN bool_or(r.status = 'complete') THEN 'complete' ELSE 'incomplete' END AS status
    FROM reports r JOIN lineage l ON l.district_id = coalesce(r.district_id, '') LEFT JOIN agencies a USING (agency_id)
    WHERE r.is_current AND l.area_id = $district AND r.year BETWEEN $first_year AND $last_year
      AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
    GROUP BY r.year, r.agency_id
), met AS (
    SELECT coalesce(d.year, h.year) AS year, coalesce(d.agency_id, h.agency_id) AS agency_id,
           coalesce(h.child_id, d.child_id) AS child_id, d.agency_id IS NOT NULL AS is_due, h.agency_id IS NOT NULL AS is_read,
           h.status
    FROM due d FULL JOIN held h ON d.year = h.year AND d.agency_id = h.agency_id
)
SELECT CASE $by WHEN 'agency' THEN agency_id WHEN 'district' THEN child_id ELSE $district END AS unit_id, year,
       nullif(count(*) FILTER (is_due), 0)::BIGINT AS n_expected, count(*) FILTER (is_read)::BIGINT AS n_read,
       count(*) FILTER (is_read AND NOT is_due)::BIGINT AS n_beyond,
       count(*) FILTER (is_read AND status = 'incomplete')::BIGINT AS n_incomplete
FROM met GROUP BY ALL ORDER BY unit_id, year
