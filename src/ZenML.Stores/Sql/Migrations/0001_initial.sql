-- Ids are 32 lower-case hexadecimal digits, times are microseconds since 1970 in UTC, text is compared byte by byte.

CREATE TABLE migrations (
    number INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    applied INTEGER NOT NULL
) STRICT;

CREATE TABLE encryption_keys (
    id TEXT NOT NULL PRIMARY KEY,
    origin TEXT NOT NULL,               -- 'ring' or 'given'
    key_check BLOB NOT NULL,            -- says whether a key of that id is really that key
    created INTEGER NOT NULL
) STRICT;

CREATE TABLE users (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    full_name TEXT NOT NULL,
    is_active INTEGER NOT NULL,
    is_admin INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX users_name ON users (name);

CREATE TABLE workspaces (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX workspaces_name ON workspaces (name);

CREATE TABLE secrets (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    scope TEXT NOT NULL,                -- 'workspace' or 'user'
    name_space TEXT NOT NULL,           -- the owner's id for scope 'user', '' for scope 'workspace': who sees it, and where the name is unique
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    version INTEGER NOT NULL,
    values_version INTEGER NOT NULL,
    key_names TEXT NOT NULL,            -- a JSON array
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX secrets_name ON secrets (workspace_id, name_space, name);
-- Lists confined to a workspace, and lists of all: each in the order in which they are mostly asked for, for each name space.
CREATE INDEX secrets_created_in_workspace ON secrets (workspace_id, name_space, created, id);
CREATE INDEX secrets_updated_in_workspace ON secrets (workspace_id, name_space, updated, id);
CREATE INDEX secrets_created ON secrets (name_space, created, id);
CREATE INDEX secrets_updated ON secrets (name_space, updated, id);
CREATE INDEX secrets_name_order ON secrets (name_space, name, id);
CREATE INDEX secrets_user ON secrets (name_space, user_id, id);

-- How many secrets there are, so that no list has to count them.
CREATE TABLE secret_totals (
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    name_space TEXT NOT NULL,
    total INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, name_space)
) STRICT;

CREATE TABLE secret_values (
    secret_id TEXT NOT NULL REFERENCES secrets (id),
    version INTEGER NOT NULL,
    key_id TEXT NOT NULL,
    wrapped_key BLOB NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (secret_id, version)
) STRICT;

CREATE TABLE flavors (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    integration TEXT,
    name_space TEXT NOT NULL,           -- the workspace's id, '' for stock flavors: where the name is unique
    workspace_id TEXT REFERENCES workspaces (id),
    user_id TEXT REFERENCES users (id),
    is_custom INTEGER NOT NULL,
    definition TEXT NOT NULL,           -- JSON, as in a file for 'flavor register'
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX flavors_name ON flavors (type, name, name_space);
CREATE INDEX flavors_workspace ON flavors (workspace_id);

CREATE TABLE components (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    flavor TEXT NOT NULL,
    configuration TEXT NOT NULL,        -- JSON; null stands for a value in component_values
    labels TEXT NOT NULL,               -- JSON
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    user_id TEXT REFERENCES users (id),
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX components_name ON components (workspace_id, type, name);
CREATE INDEX components_flavor ON components (type, flavor);

CREATE TABLE component_values (
    component_id TEXT NOT NULL REFERENCES components (id),
    attribute TEXT NOT NULL,
    key_id TEXT NOT NULL,
    wrapped_key BLOB NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (component_id, attribute)
) STRICT;

CREATE TABLE stacks (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    user_id TEXT REFERENCES users (id),
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX stacks_name ON stacks (workspace_id, name);

CREATE TABLE stack_components (
    stack_id TEXT NOT NULL REFERENCES stacks (id),
    component_id TEXT NOT NULL REFERENCES components (id),
    position INTEGER NOT NULL,
    PRIMARY KEY (stack_id, component_id)
) STRICT;
CREATE INDEX stack_components_component ON stack_components (component_id, stack_id);

CREATE TABLE pipeline_runs (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    pipeline TEXT NOT NULL,
    status TEXT NOT NULL,
    stack_id TEXT NOT NULL,             -- no reference: the record outlives the stack
    stack_name TEXT NOT NULL,
    settings TEXT NOT NULL,             -- JSON
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    ended INTEGER
) STRICT;
CREATE UNIQUE INDEX pipeline_runs_name ON pipeline_runs (workspace_id, name);
CREATE INDEX pipeline_runs_created ON pipeline_runs (workspace_id, created, id);

CREATE TABLE step_runs (
    run_id TEXT NOT NULL REFERENCES pipeline_runs (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    started INTEGER,
    ended INTEGER,
    error TEXT,
    PRIMARY KEY (run_id, position)
) STRICT;
