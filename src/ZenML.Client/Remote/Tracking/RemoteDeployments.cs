using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Resources;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Deployments;

namespace ZenML.Client.Remote.Tracking;

/// <summary>Deployments on a server.</summary>
internal sealed class RemoteDeployments(ServerConnection connection, CurrentAccount account) : IDeploymentsService
{
    public async Task<Deployment> CreateAsync(NewDeployment deployment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        var user = deployment.User ?? (await account.GetAsync(cancellationToken)).Id;
        var body = JsonBody.Of(writer =>
        {
            writer.WriteOwner(deployment.Workspace, user);
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
        });
        var answer = await connection.PostAsync($"/workspaces/{deployment.Workspace}/pipeline_deployments", body, cancellationToken);
        return TrackingReading.ReadDeployment(answer.Value);
    }

    public async Task<Deployment> GetAsync(Id<Deployment> id, CancellationToken cancellationToken) =>
        TrackingReading.ReadDeployment((await connection.GetAsync($"/pipeline_deployments/{id}", cancellationToken)).WithId(id.Value));

    /// <remarks>Servers list the deployments of one workspace only.</remarks>
    public Task<Page<Deployment>> ListAsync(ListQuery query, bool withDetails, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var workspace = query.Workspace
            ?? throw new ZenException(
                ErrorCode.InvalidArgument, "Set the workspace: a server lists the deployments of one workspace only.");
        var list = new RecordList<Deployment>(
            connection,
            $"/workspaces/{workspace}/pipeline_deployments",
            TrackingFields.Deployments,
            deployment => deployment.Workspace.Id);
        return list.ReadPageAsync(query, TrackingReading.ReadDeployment, null, cancellationToken);
    }

    public Task DeleteAsync(Id<Deployment> id, CancellationToken cancellationToken) =>
        connection.DeleteAsync($"/pipeline_deployments/{id}", cancellationToken);
}
