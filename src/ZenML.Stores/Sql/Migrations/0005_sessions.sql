-- Which sessions were logged out, which passwords administrators had reset, and which devices ask from where.

-- The ids of sessions and of single tokens. Rows are deleted when no token that they concern can still be valid.
CREATE TABLE revoked_sessions (
    id {id} NOT NULL PRIMARY KEY,
    revoked {integer} NOT NULL
) {table};
CREATE INDEX revoked_sessions_revoked ON revoked_sessions (revoked);

-- Who issued the token that activates an account, and when; null for tokens issued before this migration.
ALTER TABLE credentials ADD COLUMN activation_issuer_id {id};
ALTER TABLE credentials ADD COLUMN activation_issuer {text};
ALTER TABLE credentials ADD COLUMN activation_issued {integer};

-- No reference to the administrator: the record outlives that account.
CREATE TABLE password_resets (
    id {id} NOT NULL PRIMARY KEY,
    user_id {id} NOT NULL,
    administrator_id {id},
    administrator {text} NOT NULL,
    completed {integer} NOT NULL,       -- when the new password was set
    logins {integer} NOT NULL,          -- how often someone logged in since
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
CREATE INDEX password_resets_user ON password_resets (user_id, completed);

-- Earlier tokens do not name a session and are no longer accepted. A device has nothing but its token, so it must be approved anew.
DELETE FROM devices;

-- The address that a device asked from, for IPv6 its network of 64 bits.
ALTER TABLE devices ADD COLUMN network {name};
CREATE INDEX devices_network ON devices (status, network);

-- Whoever knows what a client calls itself can ask in its name, and must not thereby remove the device that is in use.
{sqlite} DROP INDEX devices_client;
{postgresql} DROP INDEX devices_client;
{mysql} DROP INDEX devices_client ON devices;
CREATE INDEX devices_client ON devices (client_id);
