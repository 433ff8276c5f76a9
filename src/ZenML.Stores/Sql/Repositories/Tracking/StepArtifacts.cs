using ZenML.Core.Resources;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Steps;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>The artifacts that steps loaded and produced.</summary>
internal sealed class StepArtifacts(SqlSession session)
{
    public async Task AddAsync(
        Id<StepRun> step,
        bool areOutputs,
        IReadOnlyList<KeyValuePair<string, Id<ArtifactVersion>>> artifacts,
        CancellationToken cancellationToken)
    {
        if (artifacts.Count == 0)
        {
            return;
        }

        SqlParameter[] side = [("@step", step.ToStored()), ("@output", areOutputs ? 1L : 0L)];
        var position = await session.CountAsync(
            "SELECT COALESCE(MAX(sa.position) + 1, 0) FROM step_artifacts sa WHERE sa.step_id = @step AND sa.is_output = @output",
            cancellationToken, side);

        // What a step shows already it shows by the name that it got first, unless that name is given to something else now.
        var names = artifacts.Select(artifact => artifact.Key).ToHashSet(StringComparer.Ordinal);
        var known = await session.QueryAsync(
            "SELECT sa.name, sa.version_id FROM step_artifacts sa WHERE sa.step_id = @step AND sa.is_output = @output",
            reader => (Name: reader.GetString(0), Version: reader.GetId<ArtifactVersion>(1)), cancellationToken, side);
        foreach (var (name, version) in artifacts)
        {
            if (known.Any(shown => shown.Version == version && !names.Contains(shown.Name)))
            {
                continue;
            }

            await session.ExecuteAsync(
                "DELETE FROM step_artifacts WHERE step_id = @step AND is_output = @output AND name = @name",
                cancellationToken, [.. side, ("@name", name)]);
            await session.ExecuteAsync(
                """
                INSERT INTO step_artifacts (step_id, is_output, name, position, version_id)
                VALUES (@step, @output, @name, @position, @version)
                """,
                cancellationToken, [.. side, ("@name", name), ("@position", position++), ("@version", version.ToStored())]);
        }
    }

    /// <summary>Returns the steps with their artifacts.</summary>
    public async Task<IReadOnlyList<StepRun>> WithArtifactsAsync(IReadOnlyList<StepRun> steps, CancellationToken cancellationToken)
    {
        var uses = await session.QueryByIdsAsync(
            steps.Select(step => step.Id.ToStored()),
            list =>
                $"""
                SELECT sa.step_id, sa.is_output, sa.name, {ArtifactVersionRows.Columns}
                FROM step_artifacts sa JOIN artifact_versions v ON v.id = sa.version_id {ArtifactVersionRows.Joins}
                WHERE sa.step_id IN ({list}) ORDER BY sa.step_id, sa.position
                """,
            row => (Step: row.Id<StepRun>(), IsOutput: row.Truth(), Name: row.Text(), Version: ArtifactVersionRows.Map(row)),
            cancellationToken);
        var versions = await new ArtifactVersionRepository(session).WithTagsAsync([.. uses.Select(use => use.Version)], cancellationToken);
        var byStep = uses.Zip(versions, (use, version) => (use.Step, use.IsOutput, Artifact: new StepArtifact(use.Name, version)))
            .ToLookup(use => (use.Step, use.IsOutput), use => use.Artifact);
        return [.. steps.Select(step => step with { Inputs = byStep.ListOf((step.Id, false)), Outputs = byStep.ListOf((step.Id, true)) })];
    }
}
