-- One file for all databases; SqlDialect.Expand says what the words in braces mean. Ids are 32 lower-case hexadecimal digits, names have up to 255 characters,
-- times are microseconds since 1970 in UTC, text is compared byte by byte. Columns of an index are ids, names or integers.

CREATE TABLE migrations (
    number {integer} NOT NULL PRIMARY KEY,
    name {name} NOT NULL,
    checksum {name} NOT NULL,
    applied {integer} NOT NULL
) {table};

CREATE TABLE encryption_keys (
    id {id} NOT NULL PRIMARY KEY,
    origin {name} NOT NULL,             -- 'ring' or 'given'
    key_check {bytes} NOT NULL,         -- says whether a key of that id is really that key
    created {integer} NOT NULL
) {table};

CREATE TABLE users (
    id {id} NOT NULL PRIMARY KEY,
    name {name} NOT NULL,
    full_name {text} NOT NULL,
    is_active {integer} NOT NULL,
    is_admin {integer} NOT NULL,
    created {integer} NOT NULL,
    updated {integer} NOT NULL
) {table};
CREATE UNIQUE INDEX users_name ON users (name);

CREATE TABLE workspaces (
    id {id} NOT NULL PRIMARY KEY,
    name {name} NOT NULL,
    description {text} NOT NULL,
    created {integer} NOT NULL,
    updated {integer} NOT NULL
) {table};
CREATE UNIQUE INDEX workspaces_name ON workspaces (name);

CREATE TABLE secrets (
    id {id} NOT NULL PRIMARY KEY,
    name {name} NOT NULL,
    scope {name} NOT NULL,              -- 'workspace' or 'user'
    name_space {id} NOT NULL,           -- the owner's id for scope 'user', '' for scope 'workspace': who sees it, and where the name is unique
    workspace_id {id} NOT NULL,
    user_id {id} NOT NULL,
    version {integer} NOT NULL,
    values_version {integer} NOT NULL,
    key_names {text} NOT NULL,          -- a JSON array
    created {integer} NOT NULL,
    updated {integer} NOT NULL,
    FOREIGN KEY (workspace_id) REFERENCES workspaces (id),
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
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
    workspace_id {id} NOT NULL,
    name_space {id} NOT NULL,
    total {integer} NOT NULL,
    PRIMARY KEY (workspace_id, name_space),
    FOREIGN KEY (workspace_id) REFERENCES workspaces (id)
) {table};

CREATE TABLE secret_values (
    secret_id {id} NOT NULL,
    version {integer} NOT NULL,
    key_id {id} NOT NULL,
    wrapped_key {bytes} NOT NULL,
    sealed {bytes} NOT NULL,
    PRIMARY KEY (secret_id, version),
    FOREIGN KEY (secret_id) REFERENCES secrets (id)
) {table};

CREATE TABLE flavors (
    id {id} NOT NULL PRIMARY KEY,
    name {name} NOT NULL,
    type {name} NOT NULL,
    integration {name},
    name_space {id} NOT NULL,           -- the workspace's id, '' for stock flavors: where the name is unique
    workspace_id {id},
    user_id {id},
    is_custom {integer} NOT NULL,
    definition {text} NOT NULL,         -- JSON, as in a file for 'flavor register'
    created {integer} NOT NULL,
    updated {integer} NOT NULL,
    FOREIGN KEY (workspace_id) REFERENCES workspaces (id),
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
CREATE UNIQUE INDEX flavors_name ON flavors (type, name, name_space);
CREATE INDEX flavors_workspace ON flavors (workspace_id);

CREATE TABLE components (
    id {id} NOT NULL PRIMARY KEY,
    name {name} NOT NULL,
    type {name} NOT NULL,
    flavor {name} NOT NULL,
    configuration {text} NOT NULL,      -- JSON; null stands for a value in component_values
    labels {text} NOT NULL,             -- JSON
    workspace_id {id} NOT NULL,
    user_id {id},
    created {integer} NOT NULL,
    updated {integer} NOT NULL,
    FOREIGN KEY (workspace_id) REFERENCES workspaces (id),
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
CREATE UNIQUE INDEX components_name ON components (workspace_id, type, name);
CREATE INDEX components_flavor ON components (type, flavor);

CREATE TABLE component_values (
    component_id {id} NOT NULL,
    attribute {name} NOT NULL,
    key_id {id} NOT NULL,
    wrapped_key {bytes} NOT NULL,
    sealed {bytes} NOT NULL,
    PRIMARY KEY (component_id, attribute),
    FOREIGN KEY (component_id) REFERENCES components (id)
) {table};

CREATE TABLE stacks (
    id {id} NOT NULL PRIMARY KEY,
    name {name} NOT NULL,
    workspace_id {id} NOT NULL,
    user_id {id},
    created {integer} NOT NULL,
    updated {integer} NOT NULL,
    FOREIGN KEY (workspace_id) REFERENCES workspaces (id),
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
CREATE UNIQUE INDEX stacks_name ON stacks (workspace_id, name);

CREATE TABLE stack_components (
    stack_id {id} NOT NULL,
    component_id {id} NOT NULL,
    position {integer} NOT NULL,
    PRIMARY KEY (stack_id, component_id),
    FOREIGN KEY (stack_id) REFERENCES stacks (id),
    FOREIGN KEY (component_id) REFERENCES components (id)
) {table};
CREATE INDEX stack_components_component ON stack_components (component_id, stack_id);

CREATE TABLE pipeline_runs (
    id {id} NOT NULL PRIMARY KEY,
    name {name} NOT NULL,
    pipeline {name} NOT NULL,
    status {name} NOT NULL,
    stack_id {id} NOT NULL,             -- no reference: the record outlives the stack
    stack_name {name} NOT NULL,
    settings {text} NOT NULL,           -- JSON
    workspace_id {id} NOT NULL,
    user_id {id} NOT NULL,
    created {integer} NOT NULL,
    updated {integer} NOT NULL,
    ended {integer},
    FOREIGN KEY (workspace_id) REFERENCES workspaces (id),
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
CREATE UNIQUE INDEX pipeline_runs_name ON pipeline_runs (workspace_id, name);
CREATE INDEX pipeline_runs_created ON pipeline_runs (workspace_id, created, id);

CREATE TABLE step_runs (
    run_id {id} NOT NULL,
    position {integer} NOT NULL,
    name {name} NOT NULL,
    status {name} NOT NULL,
    started {integer},
    ended {integer},
    error {text},
    PRIMARY KEY (run_id, position),
    FOREIGN KEY (run_id) REFERENCES pipeline_runs (id)
) {table};
