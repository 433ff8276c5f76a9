-- Which identity tokens of other issuers service accounts trust, and which of those tokens were used.

CREATE TABLE trusts (
    id {id} NOT NULL PRIMARY KEY,
    name {name} NOT NULL,
    service_account_id {id} NOT NULL,
    issuer {name} NOT NULL,
    subject {text} NOT NULL,            -- a pattern: * stands for any characters
    audience {text} NOT NULL,
    claims {text},                      -- JSON: a pattern for each further claim; null for none
    is_reusable {integer} NOT NULL,
    max_role {name},                    -- null: that of the account
    workspace_id {id},                  -- null: all of the account. No reference: without its workspace it opens none
    created_by {id} NOT NULL,
    created_by_name {text} NOT NULL,
    last_login {integer},
    created {integer} NOT NULL,
    updated {integer} NOT NULL,
    FOREIGN KEY (service_account_id) REFERENCES users (id)
) {table};
CREATE UNIQUE INDEX trusts_name ON trusts (service_account_id, name);
CREATE INDEX trusts_issuer ON trusts (issuer);

-- Rows are deleted when the token has expired.
CREATE TABLE used_identity_tokens (
    hash {name} NOT NULL PRIMARY KEY,   -- SHA-256 of the issuer and the identifier of the token
    expires {integer} NOT NULL
) {table};
CREATE INDEX used_identity_tokens_expires ON used_identity_tokens (expires);

ALTER TABLE issued_tokens ADD COLUMN trust_id {id};     -- what opened the session; not a reference: a removed trust ends the token
