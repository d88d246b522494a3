-- agencies: which agencies a coverage matrix shows, those that need a look first
-- grain:    one row per agency that is due or has a report in the scope's years
-- params:   $district $first_year $last_year $kinds $most $skip
-- note:     n_none counts due years without a report, n_incomplete reports that are not complete; n_all is the number of
--           agencies of the whole list. Years are counted as bits (load/agency_readings).
WITH asked AS (
    SELECT greatest($first_year, 2000)::INTEGER AS first_year, least($last_year, 2061)::INTEGER AS last_year
), known AS (
    SELECT a.agency_id, coalesce(a.label, a.agency_id) AS label, a.district_id, r.read, r.complete,
           ((1::BIGINT << (y.last_year - y.first_year + 1)) - 1) << (y.first_year - 2000) AS years,
           greatest(coalesce(a.first_year, y.first_year), y.first_year) AS due_from,
           least(coalesce(a.last_year, y.last_year), y.last_year) AS due_to, a.is_registered
    FROM agencies a JOIN lineage l ON l.district_id = coalesce(a.district_id, '') CROSS JOIN asked y
         LEFT JOIN agency_readings r USING (agency_id)
    WHERE l.area_id = $district AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
), told AS (
    SELECT agency_id, label, district_id, coalesce(read, 0) & years AS read,
           coalesce(read & ~complete, 0) & years AS incomplete,
           CASE WHEN is_registered AND due_from <= due_to
                THEN ((1::BIGINT << (due_to - due_from + 1)) - 1) << (due_from - 2000) ELSE 0 END AS due
    FROM known
)
SELECT agency_id, label, district_id, bit_count(read)::BIGINT AS n_read, bit_count(due & ~read)::BIGINT AS n_none,
       bit_count(incomplete)::BIGINT AS n_incomplete, count(*) OVER ()::BIGINT AS n_all
FROM told WHERE read <> 0 OR due <> 0
ORDER BY n_none DESC, n_incomplete DESC, label COLLATE zh, agency_id LIMIT $most OFFSET $skip
