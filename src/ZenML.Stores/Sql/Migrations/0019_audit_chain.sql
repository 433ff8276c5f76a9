-- The audit proves itself: records are chained by hashes, and checkpoints of the chain are signed.

ALTER TABLE audit_events ADD COLUMN bare_name {text};           -- null where the name of the resource is all of it
ALTER TABLE audit_events ADD COLUMN resource_scope {name};      -- 'user' or 'workspace' for secrets
ALTER TABLE audit_events ADD COLUMN owner_id {id};
ALTER TABLE audit_events ADD COLUMN workspace_id {id};
ALTER TABLE audit_events ADD COLUMN part_of {id};               -- the first record of the same read
ALTER TABLE audit_events ADD COLUMN part_count {integer};       -- how many records the read has; only in the first one
ALTER TABLE audit_events ADD COLUMN changed_keys {text};        -- JSON: names of keys

-- From 1; null until an older record has a place. Older records have negative ones, from -1.
ALTER TABLE audit_events ADD COLUMN chain_position {integer};
ALTER TABLE audit_events ADD COLUMN chain_hash {bytes};
ALTER TABLE audit_events ADD COLUMN count_tag {bytes};          -- an HMAC over the count, where it can grow

-- For each key, 16 bytes of an HMAC of its value, the secret and the version; null in rows of older versions.
ALTER TABLE secret_values ADD COLUMN fingerprints {bytes};

CREATE UNIQUE INDEX audit_events_position ON audit_events (chain_position);

CREATE TABLE audit_checkpoints (
    chain_position {integer} NOT NULL PRIMARY KEY,
    chain_hash {bytes} NOT NULL,
    previous {integer} NOT NULL,                                -- the position of the checkpoint before; 0 for none
    created {integer} NOT NULL,
    is_late {integer} NOT NULL,
    older {text},                                               -- the end of the chain of older records
    key_id {name} NOT NULL,
    signature {bytes} NOT NULL
) {table};

CREATE TABLE audit_gaps (
    first_position {integer} NOT NULL PRIMARY KEY,
    last_position {integer} NOT NULL,
    last_hash {bytes} NOT NULL,
    created {integer} NOT NULL,
    key_id {name} NOT NULL,
    signature {bytes} NOT NULL
) {table};
