-- lineage: which areas a district lies in, and by which child of that area
-- grain:   one row per district and area around it: itself, its parents, and 000000 for the whole country
-- note:    child_id is the step below the area on the way to the district; the district itself where they are one.
--          A district that the register does not know is its own area; reports of no known district have ''.
CREATE TABLE lineage AS
WITH RECURSIVE known AS (
    SELECT district_id, arg_max(parent_id, coalesce(valid_from, 0)) AS parent_id FROM divisions GROUP BY district_id
), places AS (
    SELECT district_id FROM known
    UNION SELECT coalesce(district_id, '') FROM mart_agencies
    UNION SELECT coalesce(district_id, '') FROM reports
    UNION SELECT coalesce(district_id, '') FROM agencies
), up(district_id, area_id, child_id, steps) AS (
    SELECT district_id, district_id, district_id, 0 FROM places WHERE district_id <> ''
    UNION ALL
    SELECT up.district_id, k.parent_id, up.area_id, up.steps + 1
    FROM up JOIN known k ON k.district_id = up.area_id JOIN known parent ON parent.district_id = k.parent_id
    WHERE k.parent_id <> up.area_id AND up.steps < 6
)
SELECT district_id, area_id, child_id FROM up
UNION ALL
SELECT district_id, '000000', arg_max(area_id, steps) FROM up GROUP BY district_id
UNION ALL
SELECT '', '000000', ''
