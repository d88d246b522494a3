-- ground_mix: on which of the eight grounds requests were refused
-- grain:  one row per agency and year of the five up to $last_year, by agency_id and year; NULL where not printed
-- params: $last_year
SELECT a.year, a.requests__refused_state_secret__total::DOUBLE AS refused_state_secret,
       a.requests__refused_other_law__total::DOUBLE AS refused_other_law,
       a.requests__refused_security__total::DOUBLE AS refused_security,
       a.requests__refused_third_party__total::DOUBLE AS refused_third_party,
       a.requests__refused_internal__total::DOUBLE AS refused_internal,
       a.requests__refused_process__total::DOUBLE AS refused_process,
       a.requests__refused_case_file__total::DOUBLE AS refused_case_file,
       a.requests__refused_query__total::DOUBLE AS refused_query
FROM agency_years a
WHERE a.year BETWEEN $last_year - 4 AND $last_year
ORDER BY a.agency_id, a.year
