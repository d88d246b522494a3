-- matched: what the lines of a pasted list mean: an id, a full name, or a short name
-- grain:   one row per line and unit that bears it; a line that nothing bears is not there
-- params:  $lines (list) $by (district | agency)
WITH lines AS (
    SELECT unnest($lines::VARCHAR[]) AS line
), bearers AS (
    SELECT agency_id AS unit_id, unnest([agency_id, label, short_label]) AS name FROM agencies WHERE $by = 'agency'
    UNION SELECT district_id, unnest([district_id, label]) FROM divisions WHERE $by = 'district'
)
SELECT DISTINCT line, unit_id FROM lines JOIN bearers ON name = line ORDER BY ALL
