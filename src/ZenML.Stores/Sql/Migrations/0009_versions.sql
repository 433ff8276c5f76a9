-- Earlier versions of values, and values that lie outside the database.

-- Each version has key names of its own. Null in rows written before this migration, until new values are written: then
-- the key names of the secret's row are those of such a version.
ALTER TABLE secret_values ADD COLUMN key_names {text};
ALTER TABLE secret_values ADD COLUMN created {integer};

-- Where a back end outside the database stores each version.
CREATE TABLE external_values (
    secret_id {id} NOT NULL,
    version {integer} NOT NULL,
    write_id {id} NOT NULL,             -- the attempt to write it
    backend_version {text} NOT NULL,    -- the back end's own id of it
    key_names {text} NOT NULL,
    created {integer} NOT NULL,
    PRIMARY KEY (secret_id, version),
    FOREIGN KEY (secret_id) REFERENCES secrets (id)
) {table};

-- What was begun in the back end and is not finished. No reference to the secret: it may not exist yet, or no longer.
CREATE TABLE external_value_intents (
    write_id {id} NOT NULL PRIMARY KEY,
    secret_id {id} NOT NULL,
    version {integer} NOT NULL,
    kind {name} NOT NULL,               -- 'put' or 'delete'
    expires {integer} NOT NULL
) {table};
CREATE INDEX external_value_intents_secret ON external_value_intents (secret_id, write_id);
