-- What is remembered of logins, and how often an event of the audit happened.

-- Failed logins by what they count for; expired ones count no more and are deleted.
DROP TABLE login_failures;
CREATE TABLE login_counts (
    subject {name} NOT NULL PRIMARY KEY,    -- SHA-256 of what is counted, the account and the host
    failures {integer} NOT NULL,
    expires {integer} NOT NULL
) {table};
CREATE INDEX login_counts_expires ON login_counts (expires);

-- From where an account logged in. Strangers who guess its password do not limit it there.
CREATE TABLE login_hosts (
    user_id {id} NOT NULL,
    host {name} NOT NULL,                   -- an address, for IPv6 its network of 64 bits
    last_login {integer} NOT NULL,
    PRIMARY KEY (user_id, host),
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};

-- More than one where repeated events share a record.
ALTER TABLE audit_events ADD COLUMN event_count {integer} NOT NULL DEFAULT 1;
