-- What clients of the server record of their runs. Documents of the client are JSON, kept as they came.

CREATE TABLE pipelines (
    id {id} NOT NULL PRIMARY KEY,
    name {name} NOT NULL,
    version {name} NOT NULL,
    version_hash {name} NOT NULL,
    docstring {text},
    spec {text} NOT NULL,               -- JSON
    workspace_id {id} NOT NULL,
    user_id {id} NOT NULL,
    created {integer} NOT NULL,
    updated {integer} NOT NULL,
    FOREIGN KEY (workspace_id) REFERENCES workspaces (id),
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
CREATE UNIQUE INDEX pipelines_hash ON pipelines (workspace_id, name, version_hash);
CREATE INDEX pipelines_created ON pipelines (created, id);
CREATE INDEX pipelines_user ON pipelines (user_id);

CREATE TABLE pipeline_deployments (
    id {id} NOT NULL PRIMARY KEY,
    run_name_template {text} NOT NULL,
    configuration {text} NOT NULL,      -- JSON
    pipeline_name {name} NOT NULL,
    client_environment {text} NOT NULL, -- JSON
    client_version {name},
    server_version {name},
    stack_id {id} NOT NULL,             -- no reference: the record outlives the stack
    stack_name {name} NOT NULL,
    pipeline_id {id},
    workspace_id {id} NOT NULL,
    user_id {id} NOT NULL,
    created {integer} NOT NULL,
    updated {integer} NOT NULL,
    FOREIGN KEY (pipeline_id) REFERENCES pipelines (id),
    FOREIGN KEY (workspace_id) REFERENCES workspaces (id),
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
CREATE INDEX pipeline_deployments_created ON pipeline_deployments (workspace_id, created, id);
CREATE INDEX pipeline_deployments_pipeline ON pipeline_deployments (pipeline_id);
CREATE INDEX pipeline_deployments_user ON pipeline_deployments (user_id);

CREATE TABLE deployment_steps (
    deployment_id {id} NOT NULL,
    name {name} NOT NULL,
    position {integer} NOT NULL,
    document {text} NOT NULL,           -- JSON: spec and config
    PRIMARY KEY (deployment_id, name),
    FOREIGN KEY (deployment_id) REFERENCES pipeline_deployments (id)
) {table};

-- Runs of this library and of Python clients are one record. The first have no deployment; pipeline and stack_name are those of the time of the run.
ALTER TABLE pipeline_runs ADD COLUMN pipeline_id {id} REFERENCES pipelines (id);
{mysql} ALTER TABLE pipeline_runs ADD FOREIGN KEY (pipeline_id) REFERENCES pipelines (id);
ALTER TABLE pipeline_runs ADD COLUMN deployment_id {id} REFERENCES pipeline_deployments (id);
{mysql} ALTER TABLE pipeline_runs ADD FOREIGN KEY (deployment_id) REFERENCES pipeline_deployments (id);
ALTER TABLE pipeline_runs ADD COLUMN orchestrator_run_id {name};          -- null for a placeholder
ALTER TABLE pipeline_runs ADD COLUMN orchestrator_environment {text};     -- JSON
ALTER TABLE pipeline_runs ADD COLUMN started {integer};
UPDATE pipeline_runs SET started = created;
CREATE UNIQUE INDEX pipeline_runs_orchestrator ON pipeline_runs (deployment_id, orchestrator_run_id);
CREATE INDEX pipeline_runs_pipeline ON pipeline_runs (pipeline_id, created, id);
CREATE INDEX pipeline_runs_order ON pipeline_runs (created, id);
CREATE INDEX pipeline_runs_user ON pipeline_runs (user_id);

ALTER TABLE step_runs RENAME TO step_runs_before;
CREATE TABLE step_runs (
    id {id} NOT NULL PRIMARY KEY,
    run_id {id} NOT NULL,
    position {integer} NOT NULL,
    name {name} NOT NULL,
    status {name} NOT NULL,
    started {integer},
    ended {integer},
    error {text},
    cache_key {name},
    code_hash {name},
    docstring {text},
    source_code {text},
    original_step_id {id},              -- no reference: the copy outlives the original
    logs_id {id},
    logs_uri {text},
    logs_store {text},
    user_id {id} NOT NULL,
    created {integer} NOT NULL,
    updated {integer} NOT NULL,
    FOREIGN KEY (run_id) REFERENCES pipeline_runs (id),
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
INSERT INTO step_runs (id, run_id, position, name, status, started, ended, error, user_id, created, updated)
SELECT {new_id}, s.run_id, s.position, s.name, s.status, s.started, s.ended, s.error, r.user_id, r.created, r.updated
FROM step_runs_before s JOIN pipeline_runs r ON r.id = s.run_id;
DROP TABLE step_runs_before;
CREATE UNIQUE INDEX step_runs_name ON step_runs (run_id, name);
CREATE INDEX step_runs_cache_key ON step_runs (cache_key, created, id);
CREATE INDEX step_runs_created ON step_runs (created, id);
CREATE INDEX step_runs_user ON step_runs (user_id);

CREATE TABLE step_parents (
    step_id {id} NOT NULL,
    position {integer} NOT NULL,
    parent_id {id} NOT NULL,            -- no reference: as the client says
    PRIMARY KEY (step_id, position),
    FOREIGN KEY (step_id) REFERENCES step_runs (id)
) {table};

CREATE TABLE artifacts (
    id {id} NOT NULL PRIMARY KEY,
    name {name} NOT NULL,
    has_custom_name {integer} NOT NULL,
    created {integer} NOT NULL,
    updated {integer} NOT NULL
) {table};
CREATE UNIQUE INDEX artifacts_name ON artifacts (name);
CREATE INDEX artifacts_created ON artifacts (created, id);

CREATE TABLE artifact_versions (
    id {id} NOT NULL PRIMARY KEY,
    artifact_id {id} NOT NULL,
    version {name} NOT NULL,
    version_number {integer},           -- of versions that are whole numbers
    has_custom_name {integer} NOT NULL,
    type {name} NOT NULL,
    artifact_store_id {id},             -- no reference: the record outlives the component
    uri {text} NOT NULL,
    materializer {text} NOT NULL,       -- JSON
    data_type {text} NOT NULL,          -- JSON
    producer_step_id {id},
    producer_run_id {id},
    workspace_id {id} NOT NULL,
    user_id {id} NOT NULL,
    created {integer} NOT NULL,
    updated {integer} NOT NULL,
    FOREIGN KEY (artifact_id) REFERENCES artifacts (id),
    FOREIGN KEY (producer_step_id) REFERENCES step_runs (id),
    FOREIGN KEY (producer_run_id) REFERENCES pipeline_runs (id),
    FOREIGN KEY (workspace_id) REFERENCES workspaces (id),
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
CREATE UNIQUE INDEX artifact_versions_version ON artifact_versions (artifact_id, version);
CREATE INDEX artifact_versions_latest ON artifact_versions (artifact_id, created, id);
CREATE INDEX artifact_versions_number ON artifact_versions (artifact_id, version_number, id);
CREATE INDEX artifact_versions_created ON artifact_versions (created, id);
CREATE INDEX artifact_versions_step ON artifact_versions (producer_step_id);
CREATE INDEX artifact_versions_run ON artifact_versions (producer_run_id);
CREATE INDEX artifact_versions_workspace ON artifact_versions (workspace_id);
CREATE INDEX artifact_versions_user ON artifact_versions (user_id);

CREATE TABLE artifact_visualizations (
    id {id} NOT NULL PRIMARY KEY,
    version_id {id} NOT NULL,
    position {integer} NOT NULL,
    type {name} NOT NULL,
    uri {text} NOT NULL,
    FOREIGN KEY (version_id) REFERENCES artifact_versions (id)
) {table};
CREATE UNIQUE INDEX artifact_visualizations_version ON artifact_visualizations (version_id, position);

CREATE TABLE step_artifacts (
    step_id {id} NOT NULL,
    is_output {integer} NOT NULL,
    name {name} NOT NULL,
    position {integer} NOT NULL,
    version_id {id} NOT NULL,
    PRIMARY KEY (step_id, is_output, name),
    FOREIGN KEY (step_id) REFERENCES step_runs (id),
    FOREIGN KEY (version_id) REFERENCES artifact_versions (id)
) {table};
CREATE INDEX step_artifacts_version ON step_artifacts (version_id);

CREATE TABLE tags (
    id {id} NOT NULL PRIMARY KEY,
    name {name} NOT NULL,
    created {integer} NOT NULL,
    updated {integer} NOT NULL
) {table};
CREATE UNIQUE INDEX tags_name ON tags (name);

CREATE TABLE tag_uses (
    resource_id {id} NOT NULL,          -- an artifact or a version of one
    tag_id {id} NOT NULL,
    PRIMARY KEY (resource_id, tag_id),
    FOREIGN KEY (tag_id) REFERENCES tags (id)
) {table};
CREATE INDEX tag_uses_tag ON tag_uses (tag_id);

CREATE TABLE run_metadata (
    id {id} NOT NULL PRIMARY KEY,
    subject {name} NOT NULL,            -- 'pipeline_run', 'step_run' or 'artifact_version'
    subject_id {id} NOT NULL,
    stack_component_id {id},            -- no reference: as the client says
    metadata_key {name} NOT NULL,
    metadata_value {text} NOT NULL,     -- JSON
    type {name} NOT NULL,
    workspace_id {id} NOT NULL,
    user_id {id} NOT NULL,
    created {integer} NOT NULL,
    updated {integer} NOT NULL,
    FOREIGN KEY (workspace_id) REFERENCES workspaces (id),
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
CREATE INDEX run_metadata_subject ON run_metadata (subject_id, created, id);
CREATE INDEX run_metadata_workspace ON run_metadata (workspace_id);
CREATE INDEX run_metadata_user ON run_metadata (user_id);
