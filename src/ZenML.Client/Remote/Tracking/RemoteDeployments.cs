using System.Text.Json;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Resources;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Deployments;
using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Tracking;

/// <summary>Deployments on a server.</summary>
internal sealed class RemoteDeployments(ServerConnection connection, CurrentAccount account) : IDeploymentsService
{
    private readonly RemoteRecords<Deployment> deployments = new(
        connection, account, ApiPaths.Deployments, TrackingReading.ReadDeployment);

    public Task<Deployment> CreateAsync(NewDeployment deployment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        return deployments.CreateAsync(deployment.User, deployment.Workspace, inWorkspace: true, Write, cancellationToken);

        void Write(Utf8JsonWriter writer)
        {
            writer.WriteString("run_name_template", deployment.RunNameTemplate);
            writer.WriteDocument("pipeline_configuration", deployment.Configuration);
            writer.WriteStartObject("step_configurations");
            foreach (var step in deployment.Steps)
            {
                writer.WriteDocument(step.Name, step.Document);
            }

            writer.WriteEndObject();
            writer.WriteDocument("client_environment", deployment.ClientEnvironment);
            writer.WriteString("client_version", deployment.ClientVersion);
            writer.WriteString("server_version", deployment.ServerVersion);
            writer.WriteId("stack", deployment.Stack);
            writer.WriteId("pipeline", deployment.RegisteredPipeline);
            writer.WriteId("build", deployment.Build);
            writer.WriteId("schedule", deployment.Schedule);
            if (deployment.Code is var (repository, commit, subdirectory))
            {
                writer.WriteStartObject("code_reference");
                writer.WriteId("code_repository", repository);
                writer.WriteString("commit", commit);
                writer.WriteString("subdirectory", subdirectory);
                writer.WriteEndObject();
            }
        }
    }

    public Task<Deployment> GetAsync(Id<Deployment> id, CancellationToken cancellationToken) =>
        deployments.GetAsync(id, cancellationToken);

    /// <remarks>Servers list the deployments of one workspace only.</remarks>
    public Task<Page<Deployment>> ListAsync(ListQuery query, bool withDetails, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var workspace = query.Workspace
            ?? throw new ZenException(
                ErrorCode.InvalidArgument, "Set the workspace: a server lists the deployments of one workspace only.");
        var list = new RecordList<Deployment>(
            connection,
            ApiPaths.OfWorkspace(workspace.ToString()) + ApiPaths.Deployments,
            TrackingFields.Deployments,
            deployment => deployment.Workspace.Id);
        return list.ReadPageAsync(query, TrackingReading.ReadDeployment, null, cancellationToken);
    }

    public Task DeleteAsync(Id<Deployment> id, CancellationToken cancellationToken) =>
        deployments.DeleteAsync(id, cancellationToken);
}
