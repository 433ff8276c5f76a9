-- How often accounts and workspaces changed, in the one row of this table. Whoever knows them as of some version learns from one number whether they still are so.

CREATE TABLE directory (
    id {integer} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL
) {table};
INSERT INTO directory (id, version) SELECT 1, 1 FROM (SELECT 1 AS one) o WHERE NOT EXISTS (SELECT 1 FROM directory);
