-- What a server needs: service accounts, credentials, API keys, devices, settings, and the record of who did what.

ALTER TABLE users ADD COLUMN is_service_account INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN email TEXT;
ALTER TABLE users ADD COLUMN email_opted_in INTEGER;            -- null: never asked
ALTER TABLE users ADD COLUMN external_user_id TEXT;
ALTER TABLE users ADD COLUMN user_metadata TEXT;                -- JSON; null for none
ALTER TABLE users ADD COLUMN description TEXT;                  -- of service accounts
DROP INDEX users_name;
CREATE UNIQUE INDEX users_name ON users (is_service_account, name);
CREATE INDEX users_created ON users (created, id);

-- Only authentication reads this table. A password is kept as the text of its Argon2id hash, tokens as SHA-256.
CREATE TABLE credentials (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES users (id),
    password_hash TEXT,
    activation_hash TEXT,
    generation INTEGER NOT NULL                                 -- counted up to revoke all tokens of the account
) STRICT;

CREATE TABLE api_keys (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    service_account_id TEXT NOT NULL REFERENCES users (id),
    is_active INTEGER NOT NULL,
    key_hash TEXT NOT NULL,                                     -- SHA-256
    previous_hash TEXT,
    previous_until INTEGER,                                     -- until when the previous key is good
    generation INTEGER NOT NULL,                                -- counts rotations
    retain_period_minutes INTEGER NOT NULL,
    last_login INTEGER,
    last_rotated INTEGER,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX api_keys_name ON api_keys (service_account_id, name);

CREATE TABLE devices (
    id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    user_id TEXT REFERENCES users (id),                         -- null until someone verifies it
    status TEXT NOT NULL,                                       -- 'pending', 'verified', 'active' or 'locked'
    user_code_hash TEXT NOT NULL,                               -- SHA-256
    device_code_hash TEXT NOT NULL,                             -- SHA-256
    expires INTEGER,
    is_trusted INTEGER NOT NULL,
    failed_attempts INTEGER NOT NULL,
    last_login INTEGER,
    os TEXT,
    hostname TEXT,
    address TEXT,
    python_version TEXT,
    zenml_version TEXT,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX devices_client ON devices (client_id);
CREATE INDEX devices_user ON devices (user_id);
CREATE INDEX devices_expires ON devices (status, expires);

-- One row, with the number 1.
CREATE TABLE server_settings (
    number INTEGER NOT NULL PRIMARY KEY,
    server_id TEXT NOT NULL,
    server_name TEXT NOT NULL,
    logo_url TEXT,
    enable_analytics INTEGER NOT NULL,
    display_announcements INTEGER NOT NULL,
    display_updates INTEGER NOT NULL,
    onboarding_state TEXT NOT NULL,                             -- JSON
    updated INTEGER NOT NULL,
    key_id TEXT NOT NULL,                                       -- the key that signs tokens, sealed
    wrapped_key BLOB NOT NULL,
    sealed BLOB NOT NULL
) STRICT;

-- Failed logins of the last minute; older ones count no more and are deleted.
CREATE TABLE login_failures (
    id TEXT NOT NULL PRIMARY KEY,
    subject TEXT NOT NULL,                                      -- SHA-256 of the account and the address
    failed INTEGER NOT NULL
) STRICT;
CREATE INDEX login_failures_subject ON login_failures (subject, failed);
CREATE INDEX login_failures_failed ON login_failures (failed);

-- No references: the record outlives what it tells of. Ids grow with time, so that writing appends.
CREATE TABLE audit_events (
    id TEXT NOT NULL PRIMARY KEY,
    created INTEGER NOT NULL,
    user_id TEXT,
    user_name TEXT NOT NULL,
    action TEXT NOT NULL,
    resource_type TEXT NOT NULL,
    resource_id TEXT,
    resource_name TEXT,
    address TEXT,
    outcome TEXT NOT NULL
) STRICT;
CREATE INDEX audit_events_created ON audit_events (created, id);
