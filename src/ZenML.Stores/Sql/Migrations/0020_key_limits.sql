-- What API keys are limited to, when they were last used, and which tokens were issued.

ALTER TABLE api_keys ADD COLUMN expires {integer};
ALTER TABLE api_keys ADD COLUMN networks {text};             -- separated by spaces; null for any
ALTER TABLE api_keys ADD COLUMN limit_role {name};           -- the highest role; null for any
ALTER TABLE api_keys ADD COLUMN limit_workspace_id {id};     -- not a reference: a key of a deleted workspace can do nothing
ALTER TABLE api_keys ADD COLUMN limit_secrets {text};        -- ids separated by spaces; null for any
ALTER TABLE api_keys ADD COLUMN limit_roles_only {integer};  -- 1: neither private secrets nor grants count
ALTER TABLE api_keys ADD COLUMN last_used {integer};
ALTER TABLE api_keys ADD COLUMN last_address {text};

-- Tokens, without their texts. Whether one is valid is decided by its signature and revoked_sessions; this is for lists. Rows are deleted
-- with their revocation, or some time after they expired.
CREATE TABLE issued_tokens (
    id {id} NOT NULL PRIMARY KEY,       -- that of the session for the token of a login
    session_id {id} NOT NULL,
    user_id {id} NOT NULL,
    generation {integer} NOT NULL,
    origin {name} NOT NULL,             -- how the session was opened: 'password', 'api_key', 'device' or 'workload'
    is_derived {integer} NOT NULL,
    api_key_id {id},
    api_key_generation {integer},
    device_id {id},
    pipeline_id {id},
    created {integer} NOT NULL,
    expires {integer} NOT NULL,
    last_used {integer},
    address {text},
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
CREATE INDEX issued_tokens_user ON issued_tokens (user_id, created);
CREATE INDEX issued_tokens_session ON issued_tokens (session_id);
CREATE INDEX issued_tokens_expires ON issued_tokens (expires);
