-- column: one column of agency_years, in the order that the rows lie in
-- grain:  one row per agency and year
-- params: {column}
SELECT {column} FROM agency_years
