-- due:    which years the register expects of an agency
-- grain:  one row, or none where it is not registered
-- params: $agency
SELECT first_year::INTEGER AS first_year, last_year::INTEGER AS last_year
FROM agencies WHERE agency_id = $agency AND is_registered
