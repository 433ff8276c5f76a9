-- Single sign-on: which person at an identity provider an account belongs to, and the logins that have begun.

CREATE TABLE linked_identities (
    user_id {id} NOT NULL PRIMARY KEY,
    issuer {name} NOT NULL,
    subject {name} NOT NULL,
    linked_by {text},                   -- the name of the administrator; null: at a login
    manages_admin {integer} NOT NULL,   -- 1: a group at the provider made the account an administrator
    last_login {integer},
    created {integer} NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
CREATE UNIQUE INDEX linked_identities_subject ON linked_identities (issuer, subject);

-- Rows are deleted when the login is finished or has expired.
CREATE TABLE login_nonces (
    hash {name} NOT NULL PRIMARY KEY,   -- SHA-256 of the nonce
    network {name} NOT NULL,
    expires {integer} NOT NULL
) {table};
CREATE INDEX login_nonces_expires ON login_nonces (expires);
CREATE INDEX login_nonces_network ON login_nonces (network, expires);

-- 1: the identity provider manages the membership; null: somebody added it.
ALTER TABLE group_members ADD COLUMN managed {integer};
