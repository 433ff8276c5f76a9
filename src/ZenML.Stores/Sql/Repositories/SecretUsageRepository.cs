using System.Data.Common;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Usages;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;
using ZenML.Formats;
using ZenML.Stores.Sql.Repositories.Tracking;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>
/// Reads references. Rows are parsed while they are read, and only what was found is kept: a workspace has more configuration
/// than fits into memory.
/// </summary>
internal sealed class SecretUsageRepository(SqlSession session) : ISecretUsageRepository
{
    private const string Opening = "{{";

    private const string Parameter = "@pattern";

    private const int DeploymentsAtOnce = 100;

    public async Task<IReadOnlyList<ComponentUse>> FindInComponentsAsync(
        Id<Workspace> workspace, string? name, CancellationToken cancellationToken)
    {
        var (condition, pattern) = Holds("c.configuration", name);
        IReadOnlyList<SqlParameter> parameters = [("@workspace", workspace.ToStored()), (Parameter, pattern)];
        var from = $"WHERE c.workspace_id = @workspace AND {condition}";
        var stacks = (await session.QueryAsync(
            $"""
            SELECT part.component_id, k.name FROM components c JOIN stack_components part ON part.component_id = c.id
            JOIN stacks k ON k.id = part.stack_id {from} ORDER BY k.name
            """,
            reader => (Component: reader.GetId<Component>(0), Stack: reader.GetString(1)), cancellationToken, parameters))
            .ToLookup(row => row.Component, row => row.Stack);
        var found = await session.QueryAsync(
            $"SELECT c.id, c.type, c.name, c.configuration FROM components c {from}",
            reader => ReadComponent(reader, name, stacks), cancellationToken, parameters);
        return [.. found.SelectMany(uses => uses)];
    }

    public async Task<IReadOnlyList<RunReferences>> FindInRunsAsync(
        Id<Workspace> workspace, string? name, int runs, CancellationToken cancellationToken)
    {
        // A run has settings of its own in a local store, and a deployment with settings on a server.
        var (condition, pattern) = Holds("r.settings", name);
        var (known, references) = ("", (IReadOnlyList<ReferenceUse>)[]);
        var rows = await session.QueryAsync(
            $"""
            SELECT r.pipeline, r.name, r.created, r.deployment_id, CASE WHEN {condition} THEN r.settings ELSE NULL END
            FROM pipeline_runs r WHERE r.workspace_id = @workspace ORDER BY r.created DESC, r.id DESC LIMIT @runs
            """,
            reader =>
            {
                var row = new RowCursor(reader);
                var run = new RunReferences(row.Text(), row.Text(), row.Time(), []);
                var deployment = row.IdOrNull<Deployment>();
                if (row.TextOrNull() is { } settings)
                {
                    if (settings != known)
                    {
                        // Runs of a pipeline mostly follow each other with the same settings.
                        (known, references) = (settings, Keep(Find(Parse(settings), run.Pipeline), name));
                    }

                    run = run with { References = references };
                }

                return new RunRow(run, deployment);
            },
            cancellationToken,
            [(Parameter, pattern), ("@workspace", workspace.ToStored()), ("@runs", (long)runs)]);
        var deployed = await FindInDeploymentsAsync(
            rows.Select(row => row.Deployment).OfType<Id<Deployment>>().Select(id => id.ToStored()), name, cancellationToken);
        return
        [
            .. rows.Select(row => row.Deployment is { } id && deployed.TryGetValue(id, out var found)
                    ? row.Run with { References = [.. row.Run.References, .. found] }
                    : row.Run)
                .Where(run => run.References.Count > 0),
        ];
    }

    private async Task<Dictionary<Id<Deployment>, IReadOnlyList<ReferenceUse>>> FindInDeploymentsAsync(
        IEnumerable<string> deployments, string? name, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Id<Deployment>, IReadOnlyList<ReferenceUse>>();
        foreach (var some in deployments.Distinct().Chunk(DeploymentsAtOnce))
        {
            // Steps repeat what their pipeline says, so both are needed at the same time.
            var steps = (await session.QueryByIdsAsync(
                some,
                list => $"""
                    SELECT s.deployment_id, s.name, s.document FROM deployment_steps s
                    WHERE s.deployment_id IN ({list}) AND s.document LIKE '%{Opening}%' ORDER BY s.deployment_id, s.position
                    """,
                row => (Deployment: row.Id<Deployment>(), Step: KeyValuePair.Create(row.Text(), Parse(row.Text()))),
                cancellationToken))
                .ToLookup(row => row.Deployment, row => row.Step);
            var configurations = await session.QueryByIdsAsync(
                some,
                list => $"""
                    SELECT d.id, d.pipeline_name, CASE WHEN d.configuration LIKE '%{Opening}%' THEN d.configuration ELSE NULL END
                    FROM pipeline_deployments d WHERE d.id IN ({list})
                    """,
                row => (Id: row.Id<Deployment>(), Pipeline: row.Text(), Configuration: row.TextOrNull() is { } text ? Parse(text) : null),
                cancellationToken);
            foreach (var (id, pipeline, configuration) in configurations)
            {
                if (Keep(RunReferences.OfDeployment(pipeline, configuration, steps[id]), name) is { Count: > 0 } references)
                {
                    found[id] = references;
                }
            }
        }

        return found;
    }

    private static IReadOnlyList<ComponentUse> ReadComponent(DbDataReader reader, string? name, ILookup<Id<Component>, string> stacks)
    {
        var id = reader.GetId<Component>(0);
        var type = ComponentTypes.TryParse(reader.GetString(1), out var known) ? known : throw new FormatException("No such type.");
        var component = reader.GetString(2);
        return
        [
            .. Keep(Find(ComponentRows.ReadConfiguration(reader.GetString(3)), component), name)
                .Select(use => new ComponentUse(id, type, component, use.Attribute, use.Reference, [.. stacks[id]])),
        ];
    }

    private static IEnumerable<ReferenceUse> Find(ConfigurationValue configuration, string owner) =>
        ReferenceUse.In(configuration, owner, ConfigurationPath.Root);

    private static IReadOnlyList<ReferenceUse> Keep(IEnumerable<ReferenceUse> references, string? name) =>
        [.. references.Where(use => name is null || use.Reference.Name == name)];

    /// <remarks>Documents of other clients are stored as they came, and can be more deeply nested than configurations are.</remarks>
    private static ConfigurationValue Parse(string json) =>
        ConfigurationJson.TryParse(json, out var value) ? value : new ConfigurationNull();

    /// <summary>The condition that a configuration of this program can hold a reference; it may hold for others too.</summary>
    private (string Condition, string Pattern) Holds(string column, string? name)
    {
        // JSON can write other characters in several ways. The underscore stands for any character.
        var isPlain = name is not null && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');
        return session.Dialect.Like(column, Parameter, isPlain ? $"%{Opening}%{name}.%" : $"%{Opening}%");
    }

    private readonly record struct RunRow(RunReferences Run, Id<Deployment>? Deployment);
}
