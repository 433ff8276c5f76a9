-- Who changed which keys of a secret when, and how many versions of its values are kept.

-- Null for the store's number.
ALTER TABLE secrets ADD COLUMN keep_versions {integer};

CREATE TABLE secret_changes (
    secret_id {id} NOT NULL,
    version {integer} NOT NULL,
    kind {name} NOT NULL,               -- 'create', 'update', 'rollback' or 'unknown'
    created {integer},                  -- null if unknown
    user_id {id},                       -- no reference: accounts can be deleted; null if unknown
    user_name {text} NOT NULL,          -- at that time
    details {text} NOT NULL,            -- JSON: names of keys, name, scope
    destroyed {integer},                -- when its values were destroyed by command
    tag {bytes} NOT NULL,               -- an HMAC over the other columns
    PRIMARY KEY (secret_id, version),
    FOREIGN KEY (secret_id) REFERENCES secrets (id)
) {table};
