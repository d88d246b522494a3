-- checks: every identity that is tested
-- grain:  one row per check, in the form's order
SELECT check_id, label, basis, class, severity, exceptions FROM checks ORDER BY position
