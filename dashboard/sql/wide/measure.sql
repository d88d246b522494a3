-- measure: both sides of a share in the parts of the wide areas
-- grain:   one row per wide area, part of it (child_id), year and kind of agency
-- params:  {source} {numerator} {denominator}
-- note:    both are summed over the n_used reports that print both, out of n_reports
WITH sides AS (
    SELECT district_id, year, kind, {numerator} AS n, {denominator} AS d FROM {source}
), own AS (
    SELECT district_id, year, kind, sum(n) FILTER (d IS NOT NULL) AS numerator, sum(d) FILTER (n IS NOT NULL) AS denominator,
           count(n + d) AS n_used, count(*) AS n_reports
    FROM sides GROUP BY district_id, year, kind
)
SELECT l.area_id, l.child_id, o.year::INTEGER AS year, coalesce(o.kind, 'unknown') AS kind,
       sum(o.numerator)::BIGINT AS numerator, sum(o.denominator)::BIGINT AS denominator,
       sum(o.n_used)::INTEGER AS n_used, sum(o.n_reports)::INTEGER AS n_reports
FROM own o JOIN lineage l USING (district_id) JOIN wide USING (area_id) GROUP BY ALL
