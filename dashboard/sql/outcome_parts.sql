-- outcome_parts: on which rows of one group of the form requests ended (the grounds of refusal, …), by unit and year
-- grain:    one row per unit and year that has a report; a column per row of the group, named by its item
-- params:   $district $first_year $last_year $kinds $by (scope | district | agency); {source}, {group} and {applicant}
-- note:     summed over the n_used reports that print every row that their edition has of the group
WITH printed AS (
    SELECT edition, count(*) AS n_rows
    FROM (SELECT unnest(editions) AS edition FROM items
          WHERE table_id = 'requests' AND column_id = '{applicant}' AND starts_with(item_id, '{group}_'))
    GROUP BY edition
), listed AS (
    SELECT f.agency_id, f.district_id, f.year, f.kind, coalesce(p.n_rows, 0) AS n_rows,
           COLUMNS('^requests__({group}_[a-z].*)__{applicant}$') AS '\1'
    FROM {source} f LEFT JOIN printed p USING (edition)
    WHERE f.year BETWEEN $first_year AND $last_year
), counted AS (
    SELECT *, n_rows > 0 AND list_aggregate([*COLUMNS('^{group}_')], 'count') >= n_rows AS is_whole FROM listed
)
SELECT CASE $by WHEN 'agency' THEN a.agency_id WHEN 'district' THEN l.child_id ELSE $district END AS unit_id,
       a.year::INTEGER AS year, sum(COLUMNS('^{group}_')) FILTER (is_whole)::BIGINT AS '\0',
       count(*) FILTER (is_whole)::BIGINT AS n_used, count(*)::BIGINT AS n_reports
FROM counted a JOIN lineage l USING (district_id)
WHERE l.area_id = $district AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
GROUP BY ALL ORDER BY unit_id, year
