-- counts: both sides of one measure, year by year
-- grain:  one row per agency, as units; n0, d0 of the last year, n1, d1 of the one before …; NULL where not both printed
-- params: $last_year; {source} {numerator} {denominator}
SELECT
       sum({numerator})   FILTER (a.year = $last_year AND {numerator} IS NOT NULL AND {denominator} IS NOT NULL)::DOUBLE AS n0,
       sum({denominator}) FILTER (a.year = $last_year AND {numerator} IS NOT NULL AND {denominator} IS NOT NULL)::DOUBLE AS d0,
       sum({numerator})   FILTER (a.year = $last_year - 1 AND {numerator} IS NOT NULL AND {denominator} IS NOT NULL)::DOUBLE AS n1,
       sum({denominator}) FILTER (a.year = $last_year - 1 AND {numerator} IS NOT NULL AND {denominator} IS NOT NULL)::DOUBLE AS d1,
       sum({numerator})   FILTER (a.year = $last_year - 2 AND {numerator} IS NOT NULL AND {denominator} IS NOT NULL)::DOUBLE AS n2,
       sum({denominator}) FILTER (a.year = $last_year - 2 AND {numerator} IS NOT NULL AND {denominator} IS NOT NULL)::DOUBLE AS d2,
       sum({numerator})   FILTER (a.year = $last_year - 3 AND {numerator} IS NOT NULL AND {denominator} IS NOT NULL)::DOUBLE AS n3,
       sum({denominator}) FILTER (a.year = $last_year - 3 AND {numerator} IS NOT NULL AND {denominator} IS NOT NULL)::DOUBLE AS d3,
       sum({numerator})   FILTER (a.year = $last_year - 4 AND {numerator} IS NOT NULL AND {denominator} IS NOT NULL)::DOUBLE AS n4,
       sum({denominator}) FILTER (a.year = $last_year - 4 AND {numerator} IS NOT NULL AND {denominator} IS NOT NULL)::DOUBLE AS d4
FROM {source} a
WHERE a.year BETWEEN $last_year - 4 AND $last_year
GROUP BY a.agency_id ORDER BY a.agency_id
