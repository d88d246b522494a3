-- districts: the areas one can choose: every district around a report or a registered agency
-- grain:     one row per district; n_reports counts those of its descendants too
-- note:      ordered by code, so that a city stands before its counties
WITH counted AS (
    SELECT l.area_id AS district_id, sum(a.n_reports) AS n_reports
    FROM report_counts a JOIN lineage l USING (district_id) GROUP BY l.area_id
), places AS (
    SELECT DISTINCT l.area_id AS district_id
    FROM (SELECT DISTINCT coalesce(district_id, '') AS district_id FROM agencies) a JOIN lineage l USING (district_id)
    UNION SELECT district_id FROM counted
), named AS (
    SELECT district_id, arg_max(label, coalesce(valid_from, 0)) AS label, arg_max(level, coalesce(valid_from, 0)) AS level,
           arg_max(parent_id, coalesce(valid_from, 0)) AS parent_id
    FROM divisions GROUP BY district_id
)
SELECT p.district_id, n.label, n.level, n.parent_id, coalesce(c.n_reports, 0)::BIGINT AS n_reports
FROM places p LEFT JOIN named n USING (district_id) LEFT JOIN counted c USING (district_id)
WHERE p.district_id NOT IN ('', '000000')
ORDER BY p.district_id
