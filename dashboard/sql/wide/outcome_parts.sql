-- outcome_parts: on which rows of one group of the form requests ended, in the parts of the wide areas
-- grain:    one row per wide area, part of it (child_id), year and kind of agency; a column per row of the group
-- params:   {group}
-- note:     summed over the n_used reports that print every row that their edition has of the group
WITH printed AS (
    SELECT edition, count(*) AS n_rows
    FROM (SELECT unnest(editions) AS edition FROM items
          WHERE table_id = 'requests' AND column_id = 'total' AND starts_with(item_id, '{group}_'))
    GROUP BY edition
), listed AS (
    SELECT f.district_id, f.year, f.kind, coalesce(p.n_rows, 0) AS n_rows,
           COLUMNS('^requests__({group}_[a-z].*)__total$') AS '\1'
    FROM agency_years f LEFT JOIN printed p USING (edition)
), counted AS (
    SELECT *, n_rows > 0 AND list_aggregate([*COLUMNS('^{group}_')], 'count') >= n_rows AS is_whole FROM listed
), own AS (
    SELECT district_id, year, kind, sum(COLUMNS('^{group}_')) FILTER (is_whole) AS '\0',
           count(*) FILTER (is_whole) AS n_used, count(*) AS n_reports
    FROM counted GROUP BY ALL
)
SELECT l.area_id, l.child_id, o.year::INTEGER AS year, coalesce(o.kind, 'unknown') AS kind,
       sum(COLUMNS('^{group}_'))::BIGINT AS '\0',
       sum(o.n_used)::INTEGER AS n_used, sum(o.n_reports)::INTEGER AS n_reports
FROM own o JOIN lineage l USING (district_id) JOIN wide USING (area_id) GROUP BY ALL
