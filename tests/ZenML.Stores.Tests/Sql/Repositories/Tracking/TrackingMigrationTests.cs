using Microsoft.Data.Sqlite;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Stores.Sql.Migrations;
using ZenML.Stores.Sqlite;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories.Tracking;

public sealed class TrackingMigrationTests
{
    [Fact]
    public async Task Runs_recorded_before_the_migration_are_kept()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var stack = (await store.Services.Stacks.ListAsync(new ListQuery(), Token)).Items[0];
        using var folder = new TemporaryFolder();
        var database = new StoreFiles(folder.Path).Database;
        using (var connections = new SqliteConnections(database))
        {
            await using (var created = new SqliteConnection($"Data Source={database};Pooling=False"))
            {
                await created.OpenAsync(Token);
                SqliteSchema.Mark(created);
                await SqliteSchema.MigrateAsync(
                    created,
                    [.. Migration.ReadEmbedded().TakeWhile(migration => migration.Number < 3)],
                    DateTimeOffset.UnixEpoch,
                    Token);
            }

            await RawDatabase.ExecuteAsync(database,
                $"""
                INSERT INTO users (id, name, full_name, is_active, is_admin, created, updated)
                VALUES ('{Hex(1)}', 'default', '', 1, 1, 1, 1);
                INSERT INTO workspaces (id, name, description, created, updated) VALUES ('{Hex(2)}', 'default', '', 1, 1);
                INSERT INTO pipeline_runs
                (id, name, pipeline, status, stack_id, stack_name, settings, workspace_id, user_id, created, updated, ended)
                VALUES ('{Hex(3)}', 'old', 'training', 'failed', '{stack.Id.Value:N}', 'gone', '{"{}"}', '{Hex(2)}', '{Hex(1)}',
                5000000, 7000000, 7000000);
                INSERT INTO step_runs (run_id, position, name, status, started, ended, error)
                VALUES ('{Hex(3)}', 0, 'load', 'completed', 5000000, 6000000, NULL),
                ('{Hex(3)}', 1, 'train', 'failed', 6000000, 7000000, 'IOException')
                """);
        }

        await using var opened = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token);
        var workspace = new Id<Core.Workspaces.Workspace>(Guid.Parse(Hex(2)));
        var own = await store.ServicesOf(opened.LocalCaller, opened).PipelineRuns.FindAsync(workspace, "old", LookupMode.Exact, Token);
        var tracked = await store.ServicesOf(opened.LocalCaller, opened).Tracking.Runs.GetAsync(own.Id, withDetails: true, Token);

        Assert.Equal(
            [("load", RunStatus.Completed, null), ("train", RunStatus.Failed, "IOException")],
            own.Steps.Select(step => (step.Name, step.Status, step.Error)));
        Assert.Equal(["load", "train"], tracked.Steps.Select(step => step.Name));
        Assert.Equal((DateTimeOffset.UnixEpoch.AddSeconds(5), DateTimeOffset.UnixEpoch.AddSeconds(7)), (tracked.Started, tracked.Ended));
        Assert.NotEqual(tracked.Steps[0].Id, tracked.Steps[1].Id);
    }

    private static string Hex(int number) => new Guid(number, 0, 0, new byte[8]).ToString("N");
}
