-- How often accounts and workspaces changed, in the one row of this table. Whoever knows them as of some version learns from one number whether they still are so.

CREATE TABLE directory (
    id {integer} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL
) {table};
INSERT INTO directory (id, version) VALUES (1, 1);
