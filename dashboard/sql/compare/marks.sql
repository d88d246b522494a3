-- marks:  the cells of chosen agencies that are printed but are no plain number, and those that a person corrected
-- grain:  one row per agency, year and address; corrected_from is what the document prints, NULL where nobody corrected
-- params: $units (list of agency_id) $first_year $last_year
-- note:   the marks are picked first and taken apart afterwards: of most agencies there are a few
WITH held AS MATERIALIZED (
    SELECT agency_id, year::INTEGER AS year, marks FROM mart_profiles
    WHERE agency_id IN (SELECT unnest($units::VARCHAR[])) AND year BETWEEN $first_year AND $last_year
      AND scope IS DISTINCT FROM 'aggregate'
), told AS (
    SELECT agency_id AS unit_id, year, unnest(marks, recursive := true) FROM held
)
SELECT unit_id, year, table_id, item_id, column_id, state, corrected_from
FROM told JOIN items USING (position) WHERE state <> 'number' OR corrected_from IS NOT NULL
ORDER BY unit_id, year, position
