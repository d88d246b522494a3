-- corrections: the cells of a scope's reports that a person has corrected
-- grain:       one row per corrected cell of a report that counts
-- params:      $documents (sha256 of those with a correction) $district $first_year $last_year $kinds
WITH touched AS (
    SELECT f.agency_id, f.year, unnest(f.marks) AS m
    FROM figures f JOIN agency_years y USING (agency_id, year, ordinal) JOIN lineage l ON l.district_id = y.district_id
    WHERE y.sha256 = ANY($documents::VARCHAR[]) AND l.area_id = $district AND f.year BETWEEN $first_year AND $last_year
      AND ($kinds IS NULL OR coalesce(y.kind, 'unknown') = ANY($kinds::VARCHAR[]))
)
SELECT t.agency_id, coalesce(a.label, t.agency_id) AS agency, t.year::INTEGER AS year,
       m.table_id || '/' || m.item_id || '/' || m.column_id AS address, coalesce(i.label, address) AS label,
       m.corrected_from AS old, m.state, m.value::DOUBLE AS value, m.note
FROM touched t LEFT JOIN agencies a USING (agency_id)
     LEFT JOIN items i ON i.table_id = m.table_id AND i.item_id = m.item_id AND i.column_id = m.column_id
WHERE m.corrected_from IS NOT NULL
ORDER BY agency COLLATE zh, year, i.position
