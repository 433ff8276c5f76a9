-- What a server needs: service accounts, credentials, API keys, devices, settings, and the record of who did what.

ALTER TABLE users ADD COLUMN is_service_account {integer} NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN email {text};
ALTER TABLE users ADD COLUMN email_opted_in {integer};            -- null: never asked
ALTER TABLE users ADD COLUMN external_user_id {id};
ALTER TABLE users ADD COLUMN user_metadata {text};                -- JSON; null for none
ALTER TABLE users ADD COLUMN description {text};                  -- of service accounts
{sqlite} DROP INDEX users_name;
{postgresql} DROP INDEX users_name;
{mysql} DROP INDEX users_name ON users;
CREATE UNIQUE INDEX users_name ON users (is_service_account, name);
CREATE INDEX users_created ON users (created, id);

-- Only authentication reads this table. A password is kept as the text of its Argon2id hash, tokens as SHA-256.
CREATE TABLE credentials (
    user_id {id} NOT NULL PRIMARY KEY,
    password_hash {text},
    activation_hash {name},
    generation {integer} NOT NULL,      -- counted up to revoke all tokens of the account
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};

CREATE TABLE api_keys (
    id {id} NOT NULL PRIMARY KEY,
    name {name} NOT NULL,
    description {text} NOT NULL,
    service_account_id {id} NOT NULL,
    is_active {integer} NOT NULL,
    key_hash {name} NOT NULL,           -- SHA-256
    previous_hash {name},
    previous_until {integer},           -- until when the previous key is good
    generation {integer} NOT NULL,      -- counts rotations
    retain_period_minutes {integer} NOT NULL,
    last_login {integer},
    last_rotated {integer},
    created {integer} NOT NULL,
    updated {integer} NOT NULL,
    FOREIGN KEY (service_account_id) REFERENCES users (id)
) {table};
CREATE UNIQUE INDEX api_keys_name ON api_keys (service_account_id, name);

CREATE TABLE devices (
    id {id} NOT NULL PRIMARY KEY,
    client_id {id} NOT NULL,
    user_id {id},                       -- null until someone verifies it
    status {name} NOT NULL,             -- 'pending', 'verified', 'active' or 'locked'
    user_code_hash {name} NOT NULL,     -- SHA-256
    device_code_hash {name} NOT NULL,   -- SHA-256
    expires {integer},
    is_trusted {integer} NOT NULL,
    failed_attempts {integer} NOT NULL,
    last_login {integer},
    os {text},
    hostname {text},
    address {name},
    python_version {text},
    zenml_version {text},
    created {integer} NOT NULL,
    updated {integer} NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
CREATE UNIQUE INDEX devices_client ON devices (client_id);
CREATE INDEX devices_user ON devices (user_id);
CREATE INDEX devices_expires ON devices (status, expires);

-- One row, with the number 1.
CREATE TABLE server_settings (
    number {integer} NOT NULL PRIMARY KEY,
    server_id {id} NOT NULL,
    server_name {text} NOT NULL,
    logo_url {text},
    enable_analytics {integer} NOT NULL,
    display_announcements {integer} NOT NULL,
    display_updates {integer} NOT NULL,
    onboarding_state {text} NOT NULL,   -- JSON
    updated {integer} NOT NULL,
    key_id {id} NOT NULL,               -- the key that signs tokens, sealed
    wrapped_key {bytes} NOT NULL,
    sealed {bytes} NOT NULL
) {table};

-- Failed logins of the last minute; older ones count no more and are deleted.
CREATE TABLE login_failures (
    id {id} NOT NULL PRIMARY KEY,
    subject {name} NOT NULL,            -- SHA-256 of the account and the address
    failed {integer} NOT NULL
) {table};
CREATE INDEX login_failures_subject ON login_failures (subject, failed);
CREATE INDEX login_failures_failed ON login_failures (failed);

-- No references: the record outlives what it tells of. Ids grow with time, so that writing appends.
CREATE TABLE audit_events (
    id {id} NOT NULL PRIMARY KEY,
    created {integer} NOT NULL,
    user_id {id},
    user_name {text} NOT NULL,
    action {name} NOT NULL,
    resource_type {name} NOT NULL,
    resource_id {id},
    resource_name {text},
    address {name},
    outcome {name} NOT NULL
) {table};
CREATE INDEX audit_events_created ON audit_events (created, id);
