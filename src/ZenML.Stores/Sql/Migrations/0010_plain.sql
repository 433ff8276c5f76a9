-- Resources that are stored and never interpreted, and the deployments that name them.

CREATE TABLE schedules (
    id {id} NOT NULL PRIMARY KEY,
    name {name} NOT NULL,
    active {integer} NOT NULL,
    cron_expression {name},
    start_time {integer},
    end_time {integer},
    interval_second {integer},
    catchup {integer} NOT NULL,
    run_once_start_time {integer},
    pipeline_id {id},
    orchestrator_id {id},
    workspace_id {id} NOT NULL,
    user_id {id} NOT NULL,
    created {integer} NOT NULL,
    updated {integer} NOT NULL,
    FOREIGN KEY (pipeline_id) REFERENCES pipelines (id),
    FOREIGN KEY (orchestrator_id) REFERENCES components (id),
    FOREIGN KEY (workspace_id) REFERENCES workspaces (id),
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
CREATE INDEX schedules_created ON schedules (created, id);
CREATE INDEX schedules_pipeline ON schedules (pipeline_id);
CREATE INDEX schedules_orchestrator ON schedules (orchestrator_id);
CREATE INDEX schedules_workspace ON schedules (workspace_id);
CREATE INDEX schedules_user ON schedules (user_id);

CREATE TABLE pipeline_builds (
    id {id} NOT NULL PRIMARY KEY,
    pipeline_id {id},
    stack_id {id},
    images {text} NOT NULL,             -- JSON
    zenml_version {name},
    python_version {name},
    checksum {name},
    is_local {integer} NOT NULL,
    contains_code {integer} NOT NULL,
    template_deployment_id {id},        -- no reference: deployments refer to builds
    workspace_id {id} NOT NULL,
    user_id {id} NOT NULL,
    created {integer} NOT NULL,
    updated {integer} NOT NULL,
    FOREIGN KEY (pipeline_id) REFERENCES pipelines (id),
    FOREIGN KEY (stack_id) REFERENCES stacks (id),
    FOREIGN KEY (workspace_id) REFERENCES workspaces (id),
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
CREATE INDEX pipeline_builds_created ON pipeline_builds (created, id);
CREATE INDEX pipeline_builds_pipeline ON pipeline_builds (pipeline_id);
CREATE INDEX pipeline_builds_stack ON pipeline_builds (stack_id);
CREATE INDEX pipeline_builds_template ON pipeline_builds (template_deployment_id);
CREATE INDEX pipeline_builds_workspace ON pipeline_builds (workspace_id);
CREATE INDEX pipeline_builds_user ON pipeline_builds (user_id);

CREATE TABLE code_repositories (
    id {id} NOT NULL PRIMARY KEY,
    name {name} NOT NULL,
    source {text} NOT NULL,             -- JSON
    logo_url {text},
    description {text},
    workspace_id {id} NOT NULL,
    user_id {id} NOT NULL,
    created {integer} NOT NULL,
    updated {integer} NOT NULL,
    FOREIGN KEY (workspace_id) REFERENCES workspaces (id),
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
CREATE UNIQUE INDEX code_repositories_name ON code_repositories (workspace_id, name);
CREATE INDEX code_repositories_created ON code_repositories (created, id);
CREATE INDEX code_repositories_user ON code_repositories (user_id);

CREATE TABLE service_connectors (
    id {id} NOT NULL PRIMARY KEY,
    name {name} NOT NULL,
    description {text} NOT NULL,
    connector_type {name} NOT NULL,
    auth_method {name} NOT NULL,
    resource_types {text} NOT NULL,     -- JSON
    resource_id {name},
    supports_instances {integer} NOT NULL,
    expires_at {integer},
    expires_skew_tolerance {integer},
    secret_id {id},                     -- no reference: secrets are deleted by themselves
    expiration_seconds {integer},
    labels {text} NOT NULL,             -- JSON
    workspace_id {id} NOT NULL,
    user_id {id} NOT NULL,
    created {integer} NOT NULL,
    updated {integer} NOT NULL,
    FOREIGN KEY (workspace_id) REFERENCES workspaces (id),
    FOREIGN KEY (user_id) REFERENCES users (id)
) {table};
CREATE UNIQUE INDEX service_connectors_name ON service_connectors (workspace_id, name);
CREATE INDEX service_connectors_created ON service_connectors (created, id);
CREATE INDEX service_connectors_user ON service_connectors (user_id);

-- Encrypted documents of the resources above.
CREATE TABLE plain_values (
    resource_id {id} NOT NULL,          -- no reference: a row of any of the tables above
    field {name} NOT NULL,
    key_id {name} NOT NULL,
    wrapped_key {bytes} NOT NULL,
    sealed {bytes} NOT NULL,
    PRIMARY KEY (resource_id, field)
) {table};

CREATE TABLE code_references (
    id {id} NOT NULL PRIMARY KEY,
    code_repository_id {id} NOT NULL,   -- of the same workspace as the deployments
    commit_name {name} NOT NULL,
    subdirectory {name} NOT NULL,
    created {integer} NOT NULL,
    FOREIGN KEY (code_repository_id) REFERENCES code_repositories (id)
) {table};
CREATE UNIQUE INDEX code_references_commit ON code_references (code_repository_id, commit_name, subdirectory);

ALTER TABLE pipeline_deployments ADD COLUMN build_id {id} REFERENCES pipeline_builds (id);
{mysql} ALTER TABLE pipeline_deployments ADD FOREIGN KEY (build_id) REFERENCES pipeline_builds (id);
ALTER TABLE pipeline_deployments ADD COLUMN schedule_id {id} REFERENCES schedules (id);
{mysql} ALTER TABLE pipeline_deployments ADD FOREIGN KEY (schedule_id) REFERENCES schedules (id);
ALTER TABLE pipeline_deployments ADD COLUMN code_reference_id {id} REFERENCES code_references (id);
{mysql} ALTER TABLE pipeline_deployments ADD FOREIGN KEY (code_reference_id) REFERENCES code_references (id);
CREATE INDEX pipeline_deployments_build ON pipeline_deployments (build_id);
CREATE INDEX pipeline_deployments_schedule ON pipeline_deployments (schedule_id);
CREATE INDEX pipeline_deployments_code ON pipeline_deployments (code_reference_id);
