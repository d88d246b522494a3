-- statements: the numbers that the prose of one document states
-- grain:      one row per statement, in order
-- params:     $agency $year (NULL where not known) $sha256
SELECT meaning, value::DOUBLE AS value, unit, quote, section, page FROM statements
WHERE agency_id = $agency AND year IS NOT DISTINCT FROM $year AND sha256 = $sha256 ORDER BY position
