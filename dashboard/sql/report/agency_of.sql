-- agency_of: whose report this is
-- grain:     one row, or none where the snapshot has no such report
-- params:    $report
SELECT agency_id FROM reports WHERE report_id = $report LIMIT 1
