-- item:   how much of one item (or of a sum of items) there is in the parts of the wide areas
-- grain:  one row per wide area, part of it (child_id), year and kind of agency
-- params: {source} {item}
WITH own AS (
    SELECT district_id, year, kind, sum({item})::DOUBLE AS value, count({item}) AS n_used, count(*) AS n_reports
    FROM {source} GROUP BY district_id, year, kind
)
SELECT l.area_id, l.child_id, o.year::INTEGER AS year, coalesce(o.kind, 'unknown') AS kind, sum(o.value) AS value,
       sum(o.n_used)::INTEGER AS n_used, sum(o.n_reports)::INTEGER AS n_reports
FROM own o JOIN lineage l USING (district_id) JOIN wide USING (area_id) GROUP BY ALL
