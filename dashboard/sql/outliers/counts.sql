-- counts: both sides of one measure
-- grain:  one row per agency and year of the five up to $last_year, by agency_id and year; NULL where not printed
-- params: $last_year; {source} {numerator} {denominator}
SELECT a.year, ({numerator})::DOUBLE AS numerator, ({denominator})::DOUBLE AS denominator
FROM {source} a
WHERE a.year BETWEEN $last_year - 4 AND $last_year
ORDER BY a.agency_id, a.year
