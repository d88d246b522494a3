-- outcome_mix: how requests ended: the six groups
-- grain:  one row per agency and year of the five up to $last_year, by agency_id and year; NULL where not printed
-- params: $last_year
SELECT a.year, a.requests__granted__total::DOUBLE AS granted, a.requests__partial__total::DOUBLE AS partial,
       a.requests__refused__total::DOUBLE AS refused, a.requests__unable__total::DOUBLE AS unable,
       a.requests__unprocessed__total::DOUBLE AS unprocessed, a.requests__other__total::DOUBLE AS other
FROM agency_years a
WHERE a.year BETWEEN $last_year - 4 AND $last_year
ORDER BY a.agency_id, a.year
