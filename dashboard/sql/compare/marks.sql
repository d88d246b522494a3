-- marks:  the cells of chosen agencies that are printed but are no plain number, and those that a person corrected
-- grain:  one row per agency, year and address; corrected_from is what the document prints, NULL where nobody corrected
-- params: $units (list of agency_id) $first_year $last_year
SELECT f.agency_id AS unit_id, f.year::INTEGER AS year, m.table_id, m.item_id, m.column_id, m.state, m.corrected_from
FROM (SELECT agency_id, year, unnest(marks) AS m FROM figures
      WHERE agency_id = ANY($units::VARCHAR[]) AND year BETWEEN $first_year AND $last_year
        AND (report_id, sha256) IN (SELECT (report_id, sha256) FROM agency_years WHERE agency_id = ANY($units::VARCHAR[]))) f
WHERE m.state <> 'number' OR m.corrected_from IS NOT NULL
