-- agencies: what chosen agencies are called, and where they are
-- grain:    one row per agency, in pinyin order of district code and name
-- params:   $units (list of agency_id)
WITH named AS (
    SELECT district_id, arg_max(label, coalesce(valid_from, 0)) AS label FROM divisions GROUP BY district_id
)
SELECT a.agency_id AS unit_id, coalesce(any_value(g.label), a.agency_id) AS label,
       any_value(a.district_id) AS district_id, any_value(n.label) AS district
FROM (FROM agency_years WHERE agency_id = ANY($units::VARCHAR[])) a
     LEFT JOIN agencies g USING (agency_id) LEFT JOIN named n ON n.district_id = a.district_id
GROUP BY a.agency_id ORDER BY any_value(a.district_id), label COLLATE zh, unit_id
