-- outcomes_of_applicant: how the requests of one kind of applicant ended, by unit and year
-- grain:    one row per unit and year that has a report
-- params:   $district $first_year $last_year $kinds $by (scope | district | agency); {applicant}, a column of the form
-- note:     as outcomes.sql, from the Parquet figures: a report counts when it prints every part of every group and the total
WITH printed AS (
    SELECT unnest(editions) AS edition, item_id FROM items WHERE table_id = 'requests' AND column_id = '{applicant}'
), parts AS (
    SELECT edition,
           count(*) FILTER (starts_with(item_id, 'refused_'))     AS n_refused,
           count(*) FILTER (starts_with(item_id, 'unable_'))      AS n_unable,
           count(*) FILTER (starts_with(item_id, 'unprocessed_')) AS n_unprocessed,
           count(*) FILTER (starts_with(item_id, 'other_'))       AS n_other
    FROM printed GROUP BY edition
), listed AS (
    SELECT f.agency_id, f.district_id, f.year, f.kind, p.* EXCLUDE (edition),
           requests__granted__{applicant} AS granted, requests__partial__{applicant} AS partial,
           requests__outcome_total__{applicant} AS total,
           requests__refused__{applicant} AS refused_row, requests__unable__{applicant} AS unable_row,
           requests__unprocessed__{applicant} AS unprocessed_row, requests__other__{applicant} AS other_row,
           [*COLUMNS('^requests__refused_[a-z].*__{applicant}$')]     AS refused,
           [*COLUMNS('^requests__unable_[a-z].*__{applicant}$')]      AS unable,
           [*COLUMNS('^requests__unprocessed_[a-z].*__{applicant}$')] AS unprocessed,
           [*COLUMNS('^requests__other_[a-z].*__{applicant}$')]       AS other
    FROM figure_years f LEFT JOIN parts p USING (edition)
    WHERE f.year BETWEEN $first_year AND $last_year
), grouped AS (
    SELECT agency_id, district_id, year, kind, granted, partial, total,
           coalesce(CASE WHEN n_refused > 0 AND list_aggregate(refused, 'count') >= n_refused
                         THEN list_sum(refused) END, refused_row) AS refused,
           coalesce(CASE WHEN n_unable > 0 AND list_aggregate(unable, 'count') >= n_unable
                         THEN list_sum(unable) END, unable_row) AS unable,
           coalesce(CASE WHEN n_unprocessed > 0 AND list_aggregate(unprocessed, 'count') >= n_unprocessed
                         THEN list_sum(unprocessed) END, unprocessed_row) AS unprocessed,
           coalesce(CASE WHEN n_other > 0 AND list_aggregate(other, 'count') >= n_other
                         THEN list_sum(other) END, other_row) AS other
    FROM listed
), whole AS (
    SELECT *, granted + partial + refused + unable + unprocessed + other + total IS NOT NULL AS is_whole FROM grouped
)
SELECT CASE $by WHEN 'agency' THEN a.agency_id WHEN 'district' THEN l.child_id ELSE $district END AS unit_id,
       a.year::INTEGER AS year,
       sum(a.granted) FILTER (is_whole)::BIGINT AS granted, sum(a.partial) FILTER (is_whole)::BIGINT AS partial,
       sum(a.refused) FILTER (is_whole)::BIGINT AS refused, sum(a.unable) FILTER (is_whole)::BIGINT AS unable,
       sum(a.unprocessed) FILTER (is_whole)::BIGINT AS unprocessed, sum(a.other) FILTER (is_whole)::BIGINT AS other,
       sum(a.total) FILTER (is_whole)::BIGINT AS total,
       count(*) FILTER (is_whole)::BIGINT AS n_used, count(*)::BIGINT AS n_reports
FROM whole a JOIN lineage l USING (district_id)
WHERE l.area_id = $district AND ($kinds IS NULL OR coalesce(a.kind, 'unknown') = ANY($kinds::VARCHAR[]))
GROUP BY ALL ORDER BY unit_id, year
