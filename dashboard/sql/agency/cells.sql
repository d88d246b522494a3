-- cells:  every cell of the reports that count for an agency
-- grain:  one row per report and address
-- params: $agency
-- note:   marks tell of cells that are no plain number, and win over a number at the same address
WITH held AS MATERIALIZED (
    SELECT report_id, year::INTEGER AS year, counts, amounts, marks FROM mart_profiles WHERE agency_id = $agency
), marked AS (
    SELECT report_id, year, unnest(marks, recursive := true) FROM held
), numbers AS (
    SELECT report_id, year, unnest(counts, recursive := true) FROM held
    UNION ALL SELECT report_id, year, unnest(amounts, recursive := true) FROM held
), told AS (
    SELECT report_id, year, position, 'number' AS state, value, NULL AS corrected_from
    FROM numbers ANTI JOIN marked USING (report_id, position)
    UNION ALL SELECT report_id, year, position, state, value, corrected_from FROM marked
)
SELECT report_id, year, table_id, item_id, column_id, state, value, corrected_from
FROM told JOIN items USING (position) ORDER BY year, report_id, position
