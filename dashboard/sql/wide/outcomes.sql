-- outcomes: how requests ended, in the six groups of the form, in the parts of the wide areas
-- grain:    one row per wide area, part of it (child_id), year and kind of agency
-- note:     summed over the n_used reports that print all six groups and their total
WITH listed AS (
    SELECT district_id, year, kind,
           requests__granted__total AS granted, requests__partial__total AS partial, requests__refused__total AS refused,
           requests__unable__total AS unable, requests__unprocessed__total AS unprocessed, requests__other__total AS
           other, requests__outcome_total__total AS total
    FROM agency_years
), own AS (
    SELECT district_id, year, kind,
           sum(granted) FILTER (is_whole) AS granted, sum(partial) FILTER (is_whole) AS partial, sum(refused) FILTER (is_whole)
           AS refused, sum(unable) FILTER (is_whole) AS unable, sum(unprocessed) FILTER (is_whole) AS unprocessed,
           sum(other) FILTER (is_whole) AS other, sum(total) FILTER (is_whole) AS total,
           count(*) FILTER (is_whole) AS n_used, count(*) AS n_reports
    FROM (SELECT *, granted + partial + refused + unable + unprocessed + other + total IS NOT NULL AS is_whole FROM listed)
    GROUP BY district_id, year, kind
)
SELECT l.area_id, l.child_id, o.year::INTEGER AS year, coalesce(o.kind, 'unknown') AS kind,
       sum(o.granted)::BIGINT AS granted, sum(o.partial)::BIGINT AS partial, sum(o.refused)::BIGINT AS refused,
       sum(o.unable)::BIGINT AS unable, sum(o.unprocessed)::BIGINT AS unprocessed, sum(o.other)::BIGINT AS other,
       sum(o.total)::BIGINT AS total,
       sum(o.n_used)::INTEGER AS n_used, sum(o.n_reports)::INTEGER AS n_reports
FROM own o JOIN lineage l USING (district_id) JOIN wide USING (area_id) GROUP BY ALL
