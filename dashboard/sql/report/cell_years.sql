-- cell_years: one cell of the form in every report that counts for an agency
-- grain:      one row per report, oldest first
-- params:     $agency $table $item $column; {value} the column of the cell
-- note:       state is NULL where a plain number is printed, and where the report has no such cell
WITH own AS (
    SELECT year, ordinal, {value}::DOUBLE AS value, marks FROM figures
    WHERE agency_id = $agency AND is_current AND year IS NOT NULL
), marked AS (
    SELECT year, ordinal, m.state, m.corrected_from
    FROM (SELECT year, ordinal, unnest(marks) AS m FROM own)
    WHERE m.table_id = $table AND m.item_id = $item AND m.column_id = $column
)
SELECT r.report_id, o.year::INTEGER AS year, o.value, m.state, m.corrected_from, r.edition, r.scope
FROM own o LEFT JOIN marked m USING (year, ordinal)
     JOIN (FROM reports WHERE agency_id = $agency) r ON r.year = o.year AND r.ordinal = o.ordinal
ORDER BY o.year, r.report_id
