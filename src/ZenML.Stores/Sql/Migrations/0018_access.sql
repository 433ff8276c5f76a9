-- Who may do what: roles in workspaces, groups of accounts, rights on single secrets.

-- A holder is an account or a group. The workspace '' means every workspace, those that are created later too.
CREATE TABLE role_bindings (
    holder_kind {name} NOT NULL,        -- 'account' or 'group'
    holder_id {id} NOT NULL,
    workspace_id {id} NOT NULL,
    role {name} NOT NULL,               -- 'viewer', 'runner', 'editor' or 'owner'
    granted_by {id},                    -- null: what the account got when it was created
    created {integer} NOT NULL,
    PRIMARY KEY (holder_kind, holder_id, workspace_id)
) {table};
CREATE INDEX role_bindings_workspace ON role_bindings (workspace_id);

CREATE TABLE account_groups (
    id {id} NOT NULL PRIMARY KEY,
    name {name} NOT NULL,
    description {text} NOT NULL,
    created {integer} NOT NULL,
    updated {integer} NOT NULL
) {table};
CREATE UNIQUE INDEX account_groups_name ON account_groups (name);
CREATE INDEX account_groups_created ON account_groups (created, id);

CREATE TABLE group_members (
    user_id {id} NOT NULL,
    group_id {id} NOT NULL,
    PRIMARY KEY (user_id, group_id),
    FOREIGN KEY (user_id) REFERENCES users (id),
    FOREIGN KEY (group_id) REFERENCES account_groups (id)
) {table};
CREATE INDEX group_members_group ON group_members (group_id);

CREATE TABLE secret_grants (
    holder_kind {name} NOT NULL,
    holder_id {id} NOT NULL,
    secret_id {id} NOT NULL,
    secret_right {name} NOT NULL,       -- 'describe', 'read' or 'write'
    valid_until {integer},              -- null: until it is taken away
    granted_by {id} NOT NULL,
    created {integer} NOT NULL,
    PRIMARY KEY (holder_kind, holder_id, secret_id)
) {table};
CREATE INDEX secret_grants_secret ON secret_grants (secret_id);

-- Whether roles open the values: 1 if only grants do, null if roles do.
ALTER TABLE secrets ADD COLUMN restricted {integer};

-- The password from before a reset, as its hash, and until it is given: the account does not see its private secrets. Null: it does.
ALTER TABLE password_resets ADD COLUMN previous_hash {text};
-- The administrator who showed them again instead.
ALTER TABLE password_resets ADD COLUMN released_by {text};

-- Accounts keep what they could do. The condition is for MySQL, where an interrupted migration repeats its last statement.
INSERT INTO role_bindings (holder_kind, holder_id, workspace_id, role, granted_by, created)
    SELECT 'account', u.id, '', 'editor', NULL, u.created FROM users u
    WHERE NOT EXISTS (SELECT 1 FROM role_bindings b WHERE b.holder_kind = 'account' AND b.holder_id = u.id AND b.workspace_id = '');
