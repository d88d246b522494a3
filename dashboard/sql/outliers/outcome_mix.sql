-- outcome_mix: how requests ended: the six groups, in one year
-- grain:  one row per agency, as units; NULL where the part is not printed or there is no report of that year
-- params: $last_year $year
SELECT any_value(a.requests__granted__total) FILTER (a.year = $year)::DOUBLE AS granted,
       any_value(a.requests__partial__total) FILTER (a.year = $year)::DOUBLE AS partial,
       any_value(a.requests__refused__total) FILTER (a.year = $year)::DOUBLE AS refused,
       any_value(a.requests__unable__total) FILTER (a.year = $year)::DOUBLE AS unable,
       any_value(a.requests__unprocessed__total) FILTER (a.year = $year)::DOUBLE AS unprocessed,
       any_value(a.requests__other__total) FILTER (a.year = $year)::DOUBLE AS other
FROM agency_years a
WHERE a.year BETWEEN $last_year - 4 AND $last_year
GROUP BY a.agency_id ORDER BY a.agency_id
