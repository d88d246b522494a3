-- profile_ranges: between which agencies the files of mart_profiles lie
-- grain:  one row per file that has rows
-- params: $files
SELECT file_name, min(stats_min_value) AS first_agency, max(stats_max_value) AS last_agency
FROM parquet_metadata($files) WHERE path_in_schema = 'agency_id' GROUP BY file_name ORDER BY file_name
