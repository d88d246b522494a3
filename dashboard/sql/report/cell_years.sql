-- cell_years: one cell of the form in every report that counts for an agency
-- grain:      one row per report, oldest first
-- params:     $agency $table $item $column; {value} the column of the cell
-- note:       state is NULL where a plain number is printed, and where the report has no such cell
WITH own AS (
    SELECT report_id, sha256, year, {value}::DOUBLE AS value, marks FROM figures
    WHERE agency_id = $agency AND is_current AND year IS NOT NULL
), marked AS (
    SELECT report_id, sha256, m.state, m.corrected_from
    FROM (SELECT report_id, sha256, unnest(marks) AS m FROM own)
    WHERE m.table_id = $table AND m.item_id = $item AND m.column_id = $column
)
SELECT o.report_id, o.year::INTEGER AS year, o.value, m.state, m.corrected_from, r.edition, r.scope
FROM own o LEFT JOIN marked m USING (report_id, sha256) LEFT JOIN reports r USING (report_id, sha256)
ORDER BY o.year, o.report_id
