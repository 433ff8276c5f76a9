using System.Data.Common;
using ZenML.Core.Accounts.Users;
using ZenML.Core.PlainResources;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Stacks;
using ZenML.Core.Workspaces;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

internal sealed class DeploymentRepository(SqlSession session) : IDeploymentRepository
{
    private const string Select =
        $"""
        SELECT d.id, d.run_name_template, d.configuration, d.pipeline_name, d.client_environment, d.client_version, d.server_version,
            d.stack_id, d.stack_name, d.workspace_id, w.name, d.user_id, u.name, d.created, d.updated,
            {StackSummaryRows.Columns}, {RegisteredPipelineRows.Columns}, {DeploymentOrigins.Columns}
        FROM pipeline_deployments d LEFT JOIN workspaces w ON w.id = d.workspace_id LEFT JOIN users u ON u.id = d.user_id
        LEFT JOIN stacks k ON k.id = d.stack_id {StackSummaryRows.Joins}
        LEFT JOIN pipelines p ON p.id = d.pipeline_id {RegisteredPipelineRows.Joins}
        """;

    private static readonly ListSql List = new(Select, "pipeline_deployments d", "d", new Dictionary<string, string>
    {
        ["id"] = "d.id {}", ["created"] = "d.created {}", ["updated"] = "d.updated {}",
        ["workspace_id"] = "d.workspace_id {}", ["user_id"] = "d.user_id {}",
        ["pipeline_id"] = "d.pipeline_id {}", ["stack_id"] = "d.stack_id {}", ["build_id"] = "d.build_id {}",
        ["schedule_id"] = "d.schedule_id {}",
    }, "d.workspace_id = @workspace");

    public async Task<Deployment?> FindByIdAsync(Id<Deployment> id, bool withDetails, CancellationToken cancellationToken) =>
        await session.FindAsync($"{Select} WHERE d.id = @id", Map, cancellationToken, ("@id", id.ToStored())) is { } deployment
            ? (await WithPartsAsync([deployment], withDetails, cancellationToken))[0]
            : null;

    public async Task<Page<Deployment>> ListAsync(ResourceQuery query, bool withDetails, CancellationToken cancellationToken)
    {
        var page = await List.ReadPageAsync(session, query, Map, cancellationToken);
        return new(await WithPartsAsync(page.Items, withDetails, cancellationToken), page.Index, page.Size, page.Total);
    }

    public async Task AddAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO pipeline_deployments (id, run_name_template, configuration, pipeline_name, client_environment, client_version,
                server_version, stack_id, stack_name, pipeline_id, build_id, schedule_id, code_reference_id,
                workspace_id, user_id, created, updated)
            VALUES (@id, @template, @configuration, @pipeline_name, @environment, @client, @server,
                @stack, @stack_name, @pipeline, @build, @schedule, @code, @workspace, @user, @created, @updated)
            """,
            cancellationToken,
            ("@id", deployment.Id.ToStored()), ("@template", deployment.RunNameTemplate),
            ("@configuration", deployment.Configuration.Text),
            ("@pipeline_name", deployment.Pipeline), ("@environment", deployment.ClientEnvironment.Text),
            ("@client", deployment.ClientVersion),
            ("@server", deployment.ServerVersion), ("@stack", deployment.Stack.Id.ToStored()), ("@stack_name", deployment.Stack.Name),
            ("@pipeline", deployment.RegisteredPipeline?.Id.ToStored()),
            ("@build", deployment.Origin.Build?.Id.ToStored()), ("@schedule", deployment.Origin.Schedule?.Id.ToStored()),
            ("@code", deployment.Origin.Code?.Id.ToStored()),
            ("@workspace", deployment.Workspace.Id.ToStored()), ("@user", deployment.User.Id.ToStored()),
            ("@created", deployment.Created.ToStored()), ("@updated", deployment.Updated.ToStored()));
        foreach (var (position, step) in deployment.Steps.Index())
        {
            await session.ExecuteAsync(
                "INSERT INTO deployment_steps (deployment_id, name, position, document) VALUES (@deployment, @name, @position, @document)",
                cancellationToken,
                ("@deployment", deployment.Id.ToStored()), ("@name", step.Name), ("@position", (long)position),
                ("@document", step.Document.Text));
        }
    }

    public async Task<CodeReference> FindOrAddCodeReferenceAsync(
        PlainResource repository, NewCodeReference code, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await DeploymentOrigins.FindCodeReferenceAsync(session, repository, code, cancellationToken) is { } found)
        {
            return found;
        }

        var added = new CodeReference
        {
            Id = Id<CodeReference>.New(),
            Commit = code.Commit,
            Subdirectory = code.Subdirectory,
            CodeRepository = repository,
            Created = now,
        };
        await session.ExecuteAsync(
            """
            INSERT INTO code_references (id, code_repository_id, commit_name, subdirectory, created)
            VALUES (@id, @repository, @commit, @subdirectory, @created)
            """,
            cancellationToken,
            ("@id", added.Id.ToStored()), ("@repository", repository.Id.ToStored()), ("@commit", added.Commit),
            ("@subdirectory", added.Subdirectory), ("@created", now.ToStored()));
        return added;
    }

    public Task<long> CountStepsAsync(Id<Deployment> id, CancellationToken cancellationToken) => session.CountAsync(
        "SELECT COUNT(*) FROM deployment_steps ds WHERE ds.deployment_id = @id", cancellationToken, ("@id", id.ToStored()));

    public async Task<bool> HasStepAsync(Id<Deployment> id, string step, CancellationToken cancellationToken) => await session.CountAsync(
        "SELECT COUNT(*) FROM deployment_steps ds WHERE ds.deployment_id = @id AND ds.name = @name", cancellationToken,
        ("@id", id.ToStored()), ("@name", step)) > 0;

    public async Task DeleteAsync(Id<Deployment> id, CancellationToken cancellationToken)
    {
        foreach (var deletion in TrackingDeletions.OfDeployment)
        {
            await session.ExecuteAsync(deletion, cancellationToken, ("@deployment", id.ToStored()));
        }
    }

    private async Task<IReadOnlyList<Deployment>> WithPartsAsync(
        IReadOnlyList<OriginRow<Deployment>> rows, bool withDetails, CancellationToken cancellationToken)
    {
        var deployments = await DeploymentOrigins.LoadAsync(
            session, rows, (deployment, origin) => deployment with { Origin = origin }, cancellationToken);
        return withDetails ? await WithStepsAsync(deployments, cancellationToken) : deployments;
    }

    private async Task<IReadOnlyList<Deployment>> WithStepsAsync(
        IReadOnlyList<Deployment> deployments, CancellationToken cancellationToken)
    {
        var steps = (await session.QueryByIdsAsync(
            deployments.Select(deployment => deployment.Id.ToStored()),
            list =>
                $"""
                SELECT ds.deployment_id, ds.name, ds.document FROM deployment_steps ds
                WHERE ds.deployment_id IN ({list}) ORDER BY ds.deployment_id, ds.position
                """,
            row => (Deployment: row.Id<Deployment>(), Step: new DeployedStep(row.Text(), row.Json())),
            cancellationToken)).ToLookup(row => row.Deployment, row => row.Step);
        return [.. deployments.Select(deployment => deployment with { Steps = steps.ListOf(deployment.Id) })];
    }

    private static OriginRow<Deployment> Map(DbDataReader reader)
    {
        var row = new RowCursor(reader);
        var deployment = new Deployment
        {
            Id = row.Id<Deployment>(),
            RunNameTemplate = row.Text(),
            Configuration = row.Json(),
            Pipeline = row.Text(),
            ClientEnvironment = row.Json(),
            ClientVersion = row.TextOrNull(),
            ServerVersion = row.TextOrNull(),
            Stack = row.ResourceReference<Stack>(),
            Workspace = row.ResourceReference<Workspace>(),
            User = row.ResourceReference<User>(),
            Created = row.Time(),
            Updated = row.Time(),
            CurrentStack = row.Optional(StackSummaryRows.Count, StackSummaryRows.Map),
            RegisteredPipeline = row.Optional(RegisteredPipelineRows.Count, RegisteredPipelineRows.Map),
        };
        return DeploymentOrigins.Map(deployment, row);
    }
}
