-- mart_coverage: how many reports were expected and read, by district, year and kind of agency
-- grain:  one row a (district_id, year, kind) in which a report was expected or read
-- params: none; tables reports (all of the years asked for), agencies, years (year)
-- note:   expected = registered agencies whose years include it, within the years of the reports in use; read = agencies
--         with a report in use, 汇总 reports too, each agency once a year. An agency counts where its report does; where
--         it has none, where it is registered. An unknown district is ''.
WITH due AS (
    SELECT y.year, a.agency_id, coalesce(a.district_id, '') AS district_id
    FROM agencies a JOIN years y
      ON y.year BETWEEN coalesce(a.first_year, y.year) AND coalesce(a.last_year, y.year)
    WHERE a.is_registered
), held AS (
    SELECT year, agency_id, coalesce(any_value(district_id), '') AS district_id, bool_or(status = 'complete') AS is_complete
    FROM reports WHERE is_current AND year IS NOT NULL GROUP BY year, agency_id
)
SELECT coalesce(h.district_id, d.district_id) AS district_id, coalesce(d.year, h.year) AS year,
       coalesce(a.kind, 'unknown') AS kind, count(d.agency_id) AS n_expected, count(h.agency_id) AS n_read,
       count(*) FILTER (d.agency_id IS NULL) AS n_beyond, count(*) FILTER (NOT h.is_complete) AS n_incomplete
FROM due d FULL JOIN held h ON d.year = h.year AND d.agency_id = h.agency_id
     LEFT JOIN agencies a ON a.agency_id = coalesce(d.agency_id, h.agency_id)
GROUP BY ALL
