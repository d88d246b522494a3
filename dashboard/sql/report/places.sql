-- places: the districts whose own agencies have a report
-- grain:  one row per district, by code; '' for reports of no known district
WITH named AS (
    SELECT district_id, arg_max(label, coalesce(valid_from, 0)) AS label FROM divisions GROUP BY district_id
)
SELECT coalesce(r.district_id, '') AS district_id, any_value(n.label) AS label,
       sum(r.n)::BIGINT AS n_reports
FROM (SELECT district_id, count(*) AS n FROM reports GROUP BY district_id) r LEFT JOIN named n ON n.district_id = r.district_id
GROUP BY ALL ORDER BY district_id
