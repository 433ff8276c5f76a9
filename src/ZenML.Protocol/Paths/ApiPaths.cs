namespace ZenML.Protocol.Paths;

/// <summary>
/// The paths of the API, below <see cref="Base"/>. Client and server take them from here. A resource is its collection, a slash and its id.
/// </summary>
public static class ApiPaths
{
    /// <summary>What all other paths are below.</summary>
    public const string Base = "/api/v1";

    /// <summary>The version.</summary>
    public const string Version = "/version";

    /// <summary>What the server says of itself to everyone.</summary>
    public const string Info = "/info";

    /// <summary>The settings of the server.</summary>
    public const string Settings = "/settings";

    /// <summary>Log in.</summary>
    public const string Login = "/login";

    /// <summary>Log out.</summary>
    public const string Logout = "/logout";

    /// <summary>Issue a token besides those of logins.</summary>
    public const string ApiToken = "/api_token";

    /// <summary>Begin the login of a device.</summary>
    public const string DeviceAuthorization = "/device_authorization";

    /// <summary>Devices.</summary>
    public const string Devices = "/devices";

    /// <summary>Below a device: accept it or refuse it.</summary>
    public const string Verify = "/verify";

    /// <summary>The account that calls.</summary>
    public const string CurrentUser = "/current-user";

    /// <summary>Accounts.</summary>
    public const string Users = "/users";

    /// <summary>Below an account, and of the whole server: activate it.</summary>
    public const string Activate = "/activate";

    /// <summary>Below an account: deactivate it.</summary>
    public const string Deactivate = "/deactivate";

    /// <summary>Below an account: whether it wants mail.</summary>
    public const string EmailOptIn = "/email-opt-in";

    /// <summary>Service accounts.</summary>
    public const string ServiceAccounts = "/service_accounts";

    /// <summary>Below a service account: its API keys.</summary>
    public const string ApiKeys = "/api_keys";

    /// <summary>Below an API key: replace it.</summary>
    public const string Rotate = "/rotate";

    /// <summary>Workspaces.</summary>
    public const string Workspaces = "/workspaces";

    /// <summary>The name of the part of a route that names a workspace.</summary>
    public const string WorkspacePart = "workspace_name_or_id";

    /// <summary>The route of one workspace, which many collections are below too.</summary>
    public const string InWorkspace = $"{Workspaces}/{{{WorkspacePart}}}";

    /// <summary>Below a workspace: how much is in it.</summary>
    public const string Statistics = "/statistics";

    /// <summary>Secrets.</summary>
    public const string Secrets = "/secrets";

    /// <summary>Back up all secrets.</summary>
    public const string BackUpSecrets = "/secrets_operations/backup";

    /// <summary>Restore all secrets.</summary>
    public const string RestoreSecrets = "/secrets_operations/restore";

    /// <summary>Flavors.</summary>
    public const string Flavors = "/flavors";

    /// <summary>Bring the built-in flavors up to date.</summary>
    public const string SyncFlavors = "/flavors/sync";

    /// <summary>The types of components.</summary>
    public const string ComponentTypes = "/component-types";

    /// <summary>Components.</summary>
    public const string Components = "/components";

    /// <summary>Stacks.</summary>
    public const string Stacks = "/stacks";

    /// <summary>Pipelines.</summary>
    public const string Pipelines = "/pipelines";

    /// <summary>Below a pipeline: its specification.</summary>
    public const string PipelineSpec = "/pipeline-spec";

    /// <summary>The names of pipelines.</summary>
    public const string PipelineNamespaces = "/pipeline_namespaces";

    /// <summary>Deployments of pipelines.</summary>
    public const string Deployments = "/pipeline_deployments";

    /// <summary>Runs of pipelines.</summary>
    public const string Runs = "/runs";

    /// <summary>Below the runs of a workspace: the run of that name, which is created if there is none.</summary>
    public const string GetOrCreate = "/get-or-create";

    /// <summary>Below a run: its steps and artifacts as a graph.</summary>
    public const string Graph = "/graph";

    /// <summary>Below a run: the configuration of its pipeline.</summary>
    public const string PipelineConfiguration = "/pipeline-configuration";

    /// <summary>Below a run or a step: its status.</summary>
    public const string Status = "/status";

    /// <summary>Below a step: its configuration.</summary>
    public const string StepConfiguration = "/step-configuration";

    /// <summary>Below a step: what its code printed.</summary>
    public const string Logs = "/logs";

    /// <summary>Steps of runs.</summary>
    public const string Steps = "/steps";

    /// <summary>Metadata of runs.</summary>
    public const string RunMetadata = "/run-metadata";

    /// <summary>Artifacts.</summary>
    public const string Artifacts = "/artifacts";

    /// <summary>Versions of artifacts.</summary>
    public const string ArtifactVersions = "/artifact_versions";

    /// <summary>Below an artifact version: one of its visualizations.</summary>
    public const string Visualize = "/visualize";

    /// <summary>Models.</summary>
    public const string Models = "/models";

    /// <summary>Versions of models.</summary>
    public const string ModelVersions = "/model_versions";

    /// <summary>Links of artifact versions to versions of models.</summary>
    public const string ModelArtifactLinks = "/model_version_artifacts";

    /// <summary>Links of runs to versions of models.</summary>
    public const string ModelRunLinks = "/model_version_pipeline_runs";

    /// <summary>Tags.</summary>
    public const string Tags = "/tags";

    /// <summary>The path of a workspace, in place of the route <see cref="InWorkspace"/>.</summary>
    /// <param name="nameOrId">The workspace, as it can be part of a path.</param>
    public static string OfWorkspace(string nameOrId) => $"{Workspaces}/{nameOrId}";
}
