-- cell_years: one cell of the form in every report that counts for an agency
-- grain:      one row per report, oldest first
-- params:     $agency $table $item $column
-- note:       state is NULL where a plain number is printed, and where the report has no such cell
WITH asked AS (
    SELECT position FROM items WHERE table_id = $table AND item_id = $item AND column_id = $column
), own AS MATERIALIZED (
    SELECT report_id, year, counts, amounts, marks, position FROM mart_profiles, asked WHERE agency_id = $agency
), told AS (
    SELECT report_id, year,
           coalesce(list_filter(counts, lambda c: c.position = own.position)[1].value::DOUBLE,
                    list_filter(amounts, lambda c: c.position = own.position)[1].value::DOUBLE) AS value,
           list_filter(marks, lambda m: m.position = own.position)[1] AS mark
    FROM own
)
SELECT t.report_id, t.year::INTEGER AS year, t.value, t.mark.state AS state, t.mark.corrected_from AS corrected_from,
       r.edition, r.scope
FROM told t LEFT JOIN (FROM reports WHERE agency_id = $agency AND is_current) r USING (report_id)
ORDER BY t.year, t.report_id
