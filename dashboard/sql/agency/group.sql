-- group:  what an agency is like: the level of its district and its kind
-- grain:  one row where it is known
-- params: $agency
SELECT level, coalesce(kind, 'unknown') AS kind FROM agencies WHERE agency_id = $agency
