-- deciles: how one measure is spread over the agencies of one level and kind, of one level, or over all
-- grain:   one row per year that has a report of such an agency
-- params:  $level $kind (NULL: any) $first_year $last_year $least; {source} {numerator} {denominator}
-- note:    over the n_judged reports with a denominator of $least or more, out of n_reports
WITH rated AS (
    SELECT year, ({numerator})::DOUBLE AS n, ({denominator})::DOUBLE AS total
    FROM {source}
    WHERE ($level IS NULL OR level = $level) AND ($kind IS NULL OR kind = $kind) AND year BETWEEN $first_year AND $last_year
), spread AS (
    SELECT year, count(*)::BIGINT AS n_reports,
           count(*) FILTER (n IS NOT NULL AND total >= $least)::BIGINT AS n_judged,
           quantile_cont(n / total, [0.1, 0.25, 0.5, 0.75, 0.9]) FILTER (n IS NOT NULL AND total >= $least) AS q
    FROM rated GROUP BY year
)
SELECT year::INTEGER AS year, n_reports, n_judged, q[1] AS p10, q[2] AS p25, q[3] AS p50, q[4] AS p75, q[5] AS p90
FROM spread ORDER BY year
