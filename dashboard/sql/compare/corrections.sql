-- corrections: the cells behind a table of chosen units that a person has corrected
-- grain:       one row per corrected cell of a report that counts
-- params:      $documents (sha256 of those with a correction) $units (list of agency_id or district_id) $first_year
--              $last_year $kinds $by (district | agency)
WITH chosen AS (
    SELECT DISTINCT y.agency_id, y.year, y.ordinal
    FROM agency_years y JOIN lineage l USING (district_id)
    WHERE y.sha256 = ANY($documents::VARCHAR[]) AND y.year BETWEEN $first_year AND $last_year
      AND (($by = 'agency' AND l.area_id = '000000' AND y.agency_id = ANY($units::VARCHAR[]))
           OR ($by = 'district' AND l.area_id = ANY($units::VARCHAR[])))
      AND ($kinds IS NULL OR coalesce(y.kind, 'unknown') = ANY($kinds::VARCHAR[]))
), touched AS (
    SELECT f.agency_id, f.year, unnest(f.marks) AS m FROM figures f JOIN chosen USING (agency_id, year, ordinal)
)
SELECT t.agency_id, coalesce(a.label, t.agency_id) AS agency, t.year::INTEGER AS year,
       m.table_id || '/' || m.item_id || '/' || m.column_id AS address, coalesce(i.label, address) AS label,
       m.corrected_from AS old, m.state, m.value::DOUBLE AS value, m.note
FROM touched t LEFT JOIN agencies a USING (agency_id)
     LEFT JOIN items i ON i.table_id = m.table_id AND i.item_id = m.item_id AND i.column_id = m.column_id
WHERE m.corrected_from IS NOT NULL
ORDER BY agency COLLATE zh, year, i.position
