-- sections: the prose of one document
-- grain:    one row per section, in order
-- params:   $agency $year (NULL where not known) $sha256
SELECT number, heading, text, page FROM sections
WHERE agency_id = $agency AND year IS NOT DISTINCT FROM $year AND sha256 = $sha256 ORDER BY position
