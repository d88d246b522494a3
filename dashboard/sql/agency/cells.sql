-- cells:  every cell of the reports that count for an agency
-- grain:  one row per report and address
-- params: $agency
SELECT report_id, year::INTEGER AS year, unnest(cells, recursive := true)
FROM evidence WHERE agency_id = $agency AND is_current
