-- units:  every agency that reported lately, with what agencies are alike by
-- grain:  one row per agency with a report in the five years up to $last_year, by agency_id; the other questions of this
--         folder give the same rows in the same order
-- params: $last_year
-- note:   what the register says last counts; size: the middle number of requests a year, in classes
SELECT a.agency_id AS unit_id, coalesce(any_value(g.short_label), any_value(g.label), a.agency_id) AS label,
       arg_max(a.district_id, a.year) AS district_id, nullif(arg_max(coalesce(a.kind, 'unknown'), a.year), 'unknown') AS kind,
       arg_max(a.level, a.year) AS level,
       nullif(left(arg_max(coalesce(a.district_id, ''), a.year), 2), '') AS province,
       CASE WHEN median(a.requests__new__total) FILTER (a.year > $last_year - 3) < 10 THEN '1'
            WHEN median(a.requests__new__total) FILTER (a.year > $last_year - 3) < 30 THEN '2'
            WHEN median(a.requests__new__total) FILTER (a.year > $last_year - 3) < 100 THEN '3'
            WHEN median(a.requests__new__total) FILTER (a.year > $last_year - 3) < 300 THEN '4'
            WHEN median(a.requests__new__total) FILTER (a.year > $last_year - 3) >= 300 THEN '5' END AS size
FROM agency_years a LEFT JOIN agencies g USING (agency_id)
WHERE a.year BETWEEN $last_year - 4 AND $last_year
GROUP BY a.agency_id ORDER BY a.agency_id
