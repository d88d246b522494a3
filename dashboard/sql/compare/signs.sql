-- signs:  the cells of chosen agencies that are printed but are no plain number
-- grain:  one row per agency, year and address
-- params: $units (list of agency_id) $first_year $last_year
SELECT f.agency_id AS unit_id, f.year::INTEGER AS year, m.table_id, m.item_id, m.column_id, m.state
FROM (SELECT agency_id, year, unnest(marks) AS m FROM figures
      JOIN (SELECT report_id, sha256 FROM agency_years) USING (report_id, sha256)
      WHERE agency_id = ANY($units::VARCHAR[]) AND year BETWEEN $first_year AND $last_year) f
WHERE m.state <> 'number'
