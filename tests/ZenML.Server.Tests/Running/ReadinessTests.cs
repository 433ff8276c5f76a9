using ZenML.Server.Configuration;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Running;

public sealed class ReadinessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_cannot_record_reads_is_not_ready_until_it_can()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(settings: (SettingNames.StoreUrl, $"sqlite:///{folder.File("zenml.db")}"));
        var admin = await server.AdminAsync();
        var workspace = (await admin.GetAsync("/api/v1/workspaces/default")).Id;
        var secret = (await admin.CreateAsync(
            $"/api/v1/workspaces/{workspace}/secrets",
            $$"""
            {"name": "db", "scope": "workspace", "values": {"k": "v"}, "user": "{{admin.User}}", "workspace": "{{workspace}}"}
            """)).Id;
        Assert.Equal(200, (await admin.GetAsync("/ready")).Status);

        // The first read creates the records file. Listing the records waits until the file is written.
        await admin.GetAsync($"/api/v1/secrets/{secret}");
        await admin.GetAsync("/api/v1/x/audit");
        await RawDatabase.ExecuteAsync(
            folder.File("zenml.reads.db"),
            "CREATE TRIGGER full_disk BEFORE INSERT ON audit_events BEGIN SELECT RAISE(ABORT, 'full'); END");
        await admin.GetAsync($"/api/v1/secrets/{secret}");
        await UntilReadyAnswersAsync(admin, 503);

        Assert.Equal(503, (await admin.GetAsync($"/api/v1/secrets/{secret}")).Status);
        Assert.Equal(200, (await admin.GetAsync("/health")).Status);

        await RawDatabase.ExecuteAsync(folder.File("zenml.reads.db"), "DROP TRIGGER full_disk");
        await UntilReadyAnswersAsync(admin, 200);

        Assert.Equal(200, (await admin.GetAsync($"/api/v1/secrets/{secret}")).Status);
    }

    [Fact]
    public async Task An_unauthenticated_caller_never_sees_the_path_of_a_failing_store_and_the_log_has_the_reason()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(settings: (SettingNames.StoreUrl, $"sqlite:///{folder.File("zenml.db")}"));
        await RawDatabase.ExecuteAsync(folder.File("zenml.db"), "DROP TABLE login_counts");

        using var form = new FormUrlEncodedContent([new("username", "default"), new("password", "default-pw")]);
        using var answer = await server.Client.PostAsync(new Uri("/api/v1/login", UriKind.Relative), form, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);

        Assert.Equal(500, (int)answer.StatusCode);
        Assert.Contains("see the server's log", text, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Path, text, StringComparison.Ordinal);
        Assert.Contains(
            server.Log.Lines,
            line => line.Contains(folder.File("zenml.db"), StringComparison.Ordinal)
                && line.Contains("StoreDamaged", StringComparison.Ordinal));
    }

    private static Task UntilReadyAnswersAsync(ApiClient client, int status) =>
        Patience.UntilAsync(async () => (await client.GetAsync("/ready")).Status == status, $"/ready to answer {status}", Token);
}
