-- sighted: what was met under the names of the documents touched, and all that could not be opened
-- grain:  as met
-- params: none; tables met, named
SELECT * FROM met WHERE sha256 = '' OR name IN (SELECT name FROM named) ORDER BY name
