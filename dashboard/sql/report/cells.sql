-- cells:  every cell that one document prints, with its words and place
-- grain:  one row per address
-- params: $agency $year (NULL where not known) $sha256
SELECT unnest(cells, recursive := true)
FROM evidence WHERE agency_id = $agency AND year IS NOT DISTINCT FROM $year AND sha256 = $sha256
