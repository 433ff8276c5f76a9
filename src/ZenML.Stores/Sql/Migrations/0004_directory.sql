-- How often accounts and workspaces changed, in the one row of this table. Whoever knows them as of some version knows from one number whether they still are so.

CREATE TABLE directory (
    version {integer} NOT NULL
) {table};
INSERT INTO directory (version) VALUES (1);
