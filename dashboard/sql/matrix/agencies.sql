-- agencies: which agencies a coverage matrix shows, those that need a look first
-- grain:    one row per agency that is due or has a report in the scope's years
-- params:   $district $first_year $last_year $kinds $most $skip
-- note:     n_none counts due years without a report, n_incomplete reports that are not complete; n_all is the number of
--           agencies of the whole list. An agency with no stated first year is due from its first report on.
WITH years AS (
    SELECT unnest(range($first_year::BIGINT, $last_year::BIGINT + 1))::INTEGER AS year
), held AS (
    SELECT r.agency_id, r.year::INTEGER AS year, bool_or(r.status = 'complete') AS is_complete,
           any_value(r.district_id) AS district_id, any_value(r.agency_label) AS label
    FROM reports r WHERE r.is_current AND r.year BETWEEN $first_year AND $last_year GROUP BY ALL
), known AS (
    SELECT agency_id, label, short_label, kind, district_id, is_registered, first_year, last_year FROM agencies
    UNION ALL
    SELECT h.agency_id, any_value(h.label), NULL, NULL, any_value(h.district_id), false, NULL, NULL
    FROM held h ANTI JOIN agencies USING (agency_id) GROUP BY h.agency_id
), due AS (
    SELECT k.agency_id, y.year,
           coalesce(k.is_registered, false) AND y.year BETWEEN coalesce(k.first_year, y.year) AND coalesce(k.last_year, y.year)
               AS is_due
    FROM known k CROSS JOIN years y
)
SELECT k.agency_id, coalesce(k.label, k.agency_id) AS label, k.district_id,
       count(h.year)::BIGINT AS n_read, count(*) FILTER (d.is_due AND h.year IS NULL)::BIGINT AS n_none,
       count(*) FILTER (NOT h.is_complete)::BIGINT AS n_incomplete, count(*) OVER ()::BIGINT AS n_all
FROM known k JOIN due d USING (agency_id) LEFT JOIN held h ON h.agency_id = k.agency_id AND h.year = d.year
     JOIN lineage l ON l.district_id = coalesce(k.district_id, '')
WHERE l.area_id = $district AND ($kinds IS NULL OR coalesce(k.kind, 'unknown') = ANY($kinds::VARCHAR[]))
GROUP BY k.agency_id, k.label, k.district_id HAVING count(h.year) > 0 OR count(*) FILTER (d.is_due) > 0
ORDER BY n_none DESC, n_incomplete DESC, label COLLATE zh, k.agency_id LIMIT $most OFFSET $skip
