-- Models, their versions, and the artifact versions and runs that belong to a version.

CREATE TABLE models (
    id {id} NOT NULL PRIMARY KEY,
    name {name} NOT NULL,
    license {text},
    description {text},
    audience {text},
    use_cases {text},
    limitations {text},
    trade_offs {text},
    ethics {text},
    save_to_registry {integer} NOT NULL,
    workspace_id {id} NOT NULL,
    user_id {id} NOT NULL,
    created {integer} NOT NULL,
    updated {integer} NOT NULL,
    FOREIGN KEY (workspace_id) REFERENCES workspaces (id),
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
CREATE UNIQUE INDEX models_name ON models (name);
CREATE INDEX models_created ON models (created, id);
CREATE INDEX models_workspace ON models (workspace_id);
CREATE INDEX models_user ON models (user_id);

CREATE TABLE model_versions (
    id {id} NOT NULL PRIMARY KEY,
    model_id {id} NOT NULL,
    number {integer} NOT NULL,
    name {name} NOT NULL,
    description {text},
    stage {name},
    workspace_id {id} NOT NULL,
    user_id {id} NOT NULL,
    created {integer} NOT NULL,
    updated {integer} NOT NULL,
    FOREIGN KEY (model_id) REFERENCES models (id),
    FOREIGN KEY (workspace_id) REFERENCES workspaces (id),
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
CREATE UNIQUE INDEX model_versions_number ON model_versions (model_id, number);
CREATE UNIQUE INDEX model_versions_name ON model_versions (model_id, name);
CREATE INDEX model_versions_created ON model_versions (created, id);
CREATE INDEX model_versions_workspace ON model_versions (workspace_id);
CREATE INDEX model_versions_user ON model_versions (user_id);

CREATE TABLE model_version_artifacts (
    id {id} NOT NULL PRIMARY KEY,
    model_id {id} NOT NULL,             -- no reference: as the client says
    model_version_id {id} NOT NULL,
    artifact_version_id {id} NOT NULL,
    kind {name} NOT NULL,               -- 'data', 'model' or 'deployment'
    workspace_id {id} NOT NULL,
    user_id {id} NOT NULL,
    created {integer} NOT NULL,
    FOREIGN KEY (model_version_id) REFERENCES model_versions (id),
    FOREIGN KEY (artifact_version_id) REFERENCES artifact_versions (id),
    FOREIGN KEY (workspace_id) REFERENCES workspaces (id),
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
CREATE UNIQUE INDEX model_version_artifacts_pair ON model_version_artifacts (model_version_id, artifact_version_id);
CREATE INDEX model_version_artifacts_artifact ON model_version_artifacts (artifact_version_id);
CREATE INDEX model_version_artifacts_created ON model_version_artifacts (created, id);
CREATE INDEX model_version_artifacts_workspace ON model_version_artifacts (workspace_id);
CREATE INDEX model_version_artifacts_user ON model_version_artifacts (user_id);

CREATE TABLE model_version_runs (
    id {id} NOT NULL PRIMARY KEY,
    model_id {id} NOT NULL,             -- no reference: as the client says
    model_version_id {id} NOT NULL,
    run_id {id} NOT NULL,
    workspace_id {id} NOT NULL,
    user_id {id} NOT NULL,
    created {integer} NOT NULL,
    FOREIGN KEY (model_version_id) REFERENCES model_versions (id),
    FOREIGN KEY (run_id) REFERENCES pipeline_runs (id),
    FOREIGN KEY (workspace_id) REFERENCES workspaces (id),
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
CREATE UNIQUE INDEX model_version_runs_pair ON model_version_runs (model_version_id, run_id);
CREATE INDEX model_version_runs_run ON model_version_runs (run_id);
CREATE INDEX model_version_runs_created ON model_version_runs (created, id);
CREATE INDEX model_version_runs_workspace ON model_version_runs (workspace_id);
CREATE INDEX model_version_runs_user ON model_version_runs (user_id);
