-- What clients of the server record of their runs. Documents of the client are JSON, kept as they came.

CREATE TABLE pipelines (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    version_hash TEXT NOT NULL,
    docstring TEXT,
    spec TEXT NOT NULL,                 -- JSON
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX pipelines_hash ON pipelines (workspace_id, name, version_hash);
CREATE INDEX pipelines_created ON pipelines (created, id);
CREATE INDEX pipelines_user ON pipelines (user_id);

CREATE TABLE pipeline_deployments (
    id TEXT NOT NULL PRIMARY KEY,
    run_name_template TEXT NOT NULL,
    configuration TEXT NOT NULL,        -- JSON
    pipeline_name TEXT NOT NULL,
    client_environment TEXT NOT NULL,   -- JSON
    client_version TEXT,
    server_version TEXT,
    stack_id TEXT NOT NULL,             -- no reference: the record outlives the stack
    stack_name TEXT NOT NULL,
    pipeline_id TEXT REFERENCES pipelines (id),
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
CREATE INDEX pipeline_deployments_created ON pipeline_deployments (workspace_id, created, id);
CREATE INDEX pipeline_deployments_pipeline ON pipeline_deployments (pipeline_id);
CREATE INDEX pipeline_deployments_user ON pipeline_deployments (user_id);

CREATE TABLE deployment_steps (
    deployment_id TEXT NOT NULL REFERENCES pipeline_deployments (id),
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    document TEXT NOT NULL,             -- JSON: spec and config
    PRIMARY KEY (deployment_id, name)
) STRICT;

-- Runs of this library and of Python clients are one record. The first have no deployment; pipeline and stack_name are those of the time of the run.
ALTER TABLE pipeline_runs ADD COLUMN pipeline_id TEXT REFERENCES pipelines (id);
ALTER TABLE pipeline_runs ADD COLUMN deployment_id TEXT REFERENCES pipeline_deployments (id);
ALTER TABLE pipeline_runs ADD COLUMN orchestrator_run_id TEXT;          -- null for a placeholder
ALTER TABLE pipeline_runs ADD COLUMN orchestrator_environment TEXT;     -- JSON
ALTER TABLE pipeline_runs ADD COLUMN started INTEGER;
UPDATE pipeline_runs SET started = created;
CREATE UNIQUE INDEX pipeline_runs_orchestrator ON pipeline_runs (deployment_id, orchestrator_run_id);
CREATE INDEX pipeline_runs_pipeline ON pipeline_runs (pipeline_id, created, id);
CREATE INDEX pipeline_runs_order ON pipeline_runs (created, id);
CREATE INDEX pipeline_runs_user ON pipeline_runs (user_id);

ALTER TABLE step_runs RENAME TO step_runs_before;
CREATE TABLE step_runs (
    id TEXT NOT NULL PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES pipeline_runs (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    started INTEGER,
    ended INTEGER,
    error TEXT,
    cache_key TEXT,
    code_hash TEXT,
    docstring TEXT,
    source_code TEXT,
    original_step_id TEXT,              -- no reference: the copy outlives the original
    logs_id TEXT,
    logs_uri TEXT,
    logs_store TEXT,
    user_id TEXT NOT NULL REFERENCES users (id),
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
INSERT INTO step_runs (id, run_id, position, name, status, started, ended, error, user_id, created, updated)
SELECT lower(hex(randomblob(16))), s.run_id, s.position, s.name, s.status, s.started, s.ended, s.error, r.user_id, r.created, r.updated
FROM step_runs_before s JOIN pipeline_runs r ON r.id = s.run_id;
DROP TABLE step_runs_before;
CREATE UNIQUE INDEX step_runs_name ON step_runs (run_id, name);
CREATE INDEX step_runs_cache_key ON step_runs (cache_key, created, id);
CREATE INDEX step_runs_created ON step_runs (created, id);
CREATE INDEX step_runs_user ON step_runs (user_id);

CREATE TABLE step_parents (
    step_id TEXT NOT NULL REFERENCES step_runs (id),
    position INTEGER NOT NULL,
    parent_id TEXT NOT NULL,            -- no reference: as the client says
    PRIMARY KEY (step_id, position)
) STRICT;

CREATE TABLE artifacts (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    has_custom_name INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX artifacts_name ON artifacts (name);
CREATE INDEX artifacts_created ON artifacts (created, id);

CREATE TABLE artifact_versions (
    id TEXT NOT NULL PRIMARY KEY,
    artifact_id TEXT NOT NULL REFERENCES artifacts (id),
    version TEXT NOT NULL,
    version_number INTEGER,             -- of versions that are whole numbers
    has_custom_name INTEGER NOT NULL,
    type TEXT NOT NULL,
    artifact_store_id TEXT,             -- no reference: the record outlives the component
    uri TEXT NOT NULL,
    materializer TEXT NOT NULL,         -- JSON
    data_type TEXT NOT NULL,            -- JSON
    producer_step_id TEXT REFERENCES step_runs (id),
    producer_run_id TEXT REFERENCES pipeline_runs (id),
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX artifact_versions_version ON artifact_versions (artifact_id, version);
CREATE INDEX artifact_versions_latest ON artifact_versions (artifact_id, created, id);
CREATE INDEX artifact_versions_number ON artifact_versions (artifact_id, version_number, id);
CREATE INDEX artifact_versions_created ON artifact_versions (created, id);
CREATE INDEX artifact_versions_step ON artifact_versions (producer_step_id);
CREATE INDEX artifact_versions_run ON artifact_versions (producer_run_id);
CREATE INDEX artifact_versions_workspace ON artifact_versions (workspace_id);
CREATE INDEX artifact_versions_user ON artifact_versions (user_id);

CREATE TABLE artifact_visualizations (
    id TEXT NOT NULL PRIMARY KEY,
    version_id TEXT NOT NULL REFERENCES artifact_versions (id),
    position INTEGER NOT NULL,
    type TEXT NOT NULL,
    uri TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX artifact_visualizations_version ON artifact_visualizations (version_id, position);

CREATE TABLE step_artifacts (
    step_id TEXT NOT NULL REFERENCES step_runs (id),
    is_output INTEGER NOT NULL,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    version_id TEXT NOT NULL REFERENCES artifact_versions (id),
    PRIMARY KEY (step_id, is_output, name)
) STRICT;
CREATE INDEX step_artifacts_version ON step_artifacts (version_id);

CREATE TABLE tags (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX tags_name ON tags (name);

CREATE TABLE tag_uses (
    resource_id TEXT NOT NULL,          -- an artifact or a version of one
    tag_id TEXT NOT NULL REFERENCES tags (id),
    PRIMARY KEY (resource_id, tag_id)
) STRICT;
CREATE INDEX tag_uses_tag ON tag_uses (tag_id);

CREATE TABLE run_metadata (
    id TEXT NOT NULL PRIMARY KEY,
    subject TEXT NOT NULL,              -- 'pipeline_run', 'step_run' or 'artifact_version'
    subject_id TEXT NOT NULL,
    stack_component_id TEXT,            -- no reference: as the client says
    metadata_key TEXT NOT NULL,
    metadata_value TEXT NOT NULL,       -- JSON
    type TEXT NOT NULL,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
CREATE INDEX run_metadata_subject ON run_metadata (subject_id, created, id);
CREATE INDEX run_metadata_workspace ON run_metadata (workspace_id);
CREATE INDEX run_metadata_user ON run_metadata (user_id);
