-- ground_mix: on which of the eight grounds requests were refused, in one year
-- grain:  one row per agency, as units; NULL where the part is not printed or there is no report of that year
-- params: $last_year $year
SELECT any_value(a.requests__refused_state_secret__total) FILTER (a.year = $year)::DOUBLE AS refused_state_secret,
       any_value(a.requests__refused_other_law__total) FILTER (a.year = $year)::DOUBLE AS refused_other_law,
       any_value(a.requests__refused_security__total) FILTER (a.year = $year)::DOUBLE AS refused_security,
       any_value(a.requests__refused_third_party__total) FILTER (a.year = $year)::DOUBLE AS refused_third_party,
       any_value(a.requests__refused_internal__total) FILTER (a.year = $year)::DOUBLE AS refused_internal,
       any_value(a.requests__refused_process__total) FILTER (a.year = $year)::DOUBLE AS refused_process,
       any_value(a.requests__refused_case_file__total) FILTER (a.year = $year)::DOUBLE AS refused_case_file,
       any_value(a.requests__refused_query__total) FILTER (a.year = $year)::DOUBLE AS refused_query
FROM agency_years a
WHERE a.year BETWEEN $last_year - 4 AND $last_year
GROUP BY a.agency_id ORDER BY a.agency_id
