-- units:  every agency that reported lately, with what agencies are alike by
-- grain:  one row per agency with a report in the five years up to $last_year, by agency_id; n_years: how many rows the
--         other questions of this folder have of it, which are by agency_id and year
-- params: $last_year
-- note:   what the register says last counts; size: the middle number of requests of three years, in classes
WITH lately AS (
       SELECT agency_id, max(year) AS year, count(*) AS n_years,
              median(requests__new__total) FILTER (year > $last_year - 3) AS requests
       FROM agency_years
       WHERE year BETWEEN $last_year - 4 AND $last_year
       GROUP BY agency_id)
SELECT agency_id AS unit_id, coalesce(g.short_label, g.label, agency_id) AS label, a.district_id,
       nullif(a.kind, 'unknown') AS kind, a.level, nullif(left(a.district_id, 2), '') AS province,
       CASE WHEN requests < 10 THEN '1' WHEN requests < 30 THEN '2' WHEN requests < 100 THEN '3'
            WHEN requests < 300 THEN '4' WHEN requests >= 300 THEN '5' END AS size, n_years
FROM lately JOIN agency_years a USING (agency_id, year) LEFT JOIN agencies g USING (agency_id)
ORDER BY agency_id
