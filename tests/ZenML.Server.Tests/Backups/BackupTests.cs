using System.Security.Cryptography;
using ZenML.Backup;
using ZenML.Core.Errors;
using ZenML.Server.Backups;
using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;
using ZenML.Stores.Servers;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Backups;

/// <summary>Downloads of the whole store over HTTP.</summary>
public sealed class BackupTests
{
    private const string Path = "/api/v1/x/backup";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_gets_the_whole_store_with_a_hash_and_only_the_key_of_the_operator_opens_it()
    {
        using var key = BackupKey.Generate();
        await using var server = await StartAsync(key);
        var administrator = await ApiClient.LoginAsync(server, "default", "default-pw");
        await AddSecretAsync(administrator, "db", "hidden-value");

        var (headers, archive) = await DownloadAsync(server, administrator);

        Assert.Equal(archive.Length, headers.ContentLength);
        Assert.Equal("application/octet-stream", headers.ContentType!.MediaType);
        Assert.Equal([$"sha-256=:{Convert.ToBase64String(SHA256.HashData(archive))}:"], headers.GetValues("Content-Digest"));
        Assert.DoesNotContain("hidden-value", System.Text.Encoding.Latin1.GetString(archive), StringComparison.Ordinal);
        var manifest = await OpenAsync(archive, key);
        Assert.Equal(1, manifest.Counts["secrets"]);
        Assert.Equal(ServerHelp.Version, manifest.Program);
        using var other = BackupKey.Generate();
        Assert.Equal(
            ErrorCode.WrongEncryptionKey, (await Assert.ThrowsAsync<ZenException>(() => OpenAsync(archive, other))).Code);
    }

    [Fact]
    public async Task A_backup_is_recorded_with_the_account_and_leaves_nothing_in_the_folder_of_the_store()
    {
        using var key = BackupKey.Generate();
        await using var server = await StartAsync(key);
        var administrator = await ApiClient.LoginAsync(server, "default", "default-pw");
        await DownloadAsync(server, administrator);

        var records = await administrator.GetAsync("/api/v1/x/audit?action=backup");
        var record = Assert.Single(records.Json.GetProperty("items").EnumerateArray());

        Assert.Equal(("default", "store", "success"), (
            record.GetProperty("user_name").GetString(), record.GetProperty("resource_type").GetString(),
            record.GetProperty("outcome").GetString()));
        await EmptyAsync(server);
    }

    [Fact]
    public async Task Accounts_that_are_no_administrators_and_API_keys_get_no_backup_and_do_not_learn_whether_there_are_any()
    {
        using var key = BackupKey.Generate();
        foreach (var settings in new (string, string)[][] { [], [(SettingNames.BackupRecipient, key.Recipient.ToString())] })
        {
            await using var server = await RunningServer.StartAsync(settings: settings);
            var administrator = await ApiClient.LoginAsync(server, "default", "default-pw");
            await administrator.CreateAsync("/api/v1/users", """{"name":"other","password":"other-pw","is_admin":false}""");
            var other = await ApiClient.LoginAsync(server, "other", "other-pw");

            var refused = await other.PostAsync(Path, "");

            Assert.Equal((403, "IllegalOperationError"), (refused.Status, refused.Json.GetProperty("detail")[0].GetString()));
            Assert.Equal("Only administrators can back up the store.", refused.Json.GetProperty("detail")[1].GetString());
            Assert.Equal(401, (await new ApiClient(server.Client, token: null).PostAsync(Path, "")).Status);
            var record = Assert.Single(
                (await administrator.GetAsync("/api/v1/x/audit?action=backup")).Json.GetProperty("items").EnumerateArray());
            Assert.Equal(
                ("other", "refused"), (record.GetProperty("user_name").GetString(), record.GetProperty("outcome").GetString()));
        }
    }

    [Fact]
    public async Task A_token_for_a_program_of_an_administrator_gets_no_backup()
    {
        using var key = BackupKey.Generate();
        await using var server = await StartAsync(key);
        var administrator = await ApiClient.LoginAsync(server, "default", "default-pw");
        var issued = (await administrator.GetAsync("/api/v1/api_token?expires_minutes=60")).Json.GetString();

        Assert.Equal(403, (await new ApiClient(server.Client, issued).PostAsync(Path, "")).Status);
    }

    [Fact]
    public async Task A_server_without_a_recipient_refuses_and_says_how_to_set_one()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await ApiClient.LoginAsync(server, "default", "default-pw");

        var refused = await administrator.PostAsync(Path, "");

        Assert.Equal(403, refused.Status);
        Assert.Contains("zenml backup create-key", refused.Text, StringComparison.Ordinal);
        Assert.Contains("ZENML_SERVER_BACKUP_RECIPIENT", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recipient_that_is_none_keeps_the_server_from_starting()
    {
        var mistake = Assert.Throws<ZenException>(() => ServerOptions.Read(new Dictionary<string, string>
        {
            [SettingNames.StoreUrl] = "sqlite:////tmp/unused.db",
            [SettingNames.DefaultUserPassword] = "a password",
            [SettingNames.BackupRecipient] = "zenml-recipient-mistyped",
        }));

        Assert.Contains("ZENML_SERVER_BACKUP_RECIPIENT must be a recipient", mistake.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("mistyped", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_backup_at_once_is_told_to_try_again_and_writers_go_on_meanwhile()
    {
        using var key = BackupKey.Generate();
        await using var store = await TemporaryStore.CreateAsync(StoreKind.Sqlite);
        using var backups = new StoreBackups(Options(key), store.Database, TimeProvider.System);

        using (await backups.TakeAsync(Token))
        {
            await store.Services.Workspaces.CreateAsync("written_meanwhile", "", Token);
            var busy = await Assert.ThrowsAsync<ZenException>(() => backups.TakeAsync(Token));
            Assert.Equal((ErrorCode.ServerBusy, TimeSpan.FromSeconds(30)), (busy.Code, busy.RetryAfter));
        }

        using var next = await backups.TakeAsync(Token);
        Assert.True(next.Size > 0);
    }

    [Theory]
    [InlineData(StoreKind.PostgreSql, "pg_dump")]
    [InlineData(StoreKind.MySql, "mariadb-dump")]
    public async Task A_store_on_a_database_server_is_backed_up_by_the_tool_that_the_error_names(StoreKind kind, string tool)
    {
        using var key = BackupKey.Generate();
        await using var store = await TemporaryStore.CreateAsync(kind);
        using var backups = new StoreBackups(
            Options(key) with { Store = StoreUrl.OfFile("unused") with { Kind = kind } }, store.Database,
            TimeProvider.System);

        var refused = await Assert.ThrowsAsync<ZenException>(() => backups.TakeAsync(Token));

        Assert.Equal(ErrorCode.NotAllowed, refused.Code);
        Assert.Contains(tool, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_disconnects_in_the_middle_frees_the_place_and_the_disk()
    {
        using var key = BackupKey.Generate();
        await using var server = await StartAsync(key);
        var administrator = await ApiClient.LoginAsync(server, "default", "default-pw");
        for (var number = 0; number < 40; number++)
        {
            await AddSecretAsync(administrator, $"large{number}", RandomNumberGenerator.GetHexString(400_000));
        }

        using (var request = await RequestAsync(server))
        {
            using var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
            Assert.Equal(200, (int)response.StatusCode);
            Assert.Equal(503, (await administrator.PostAsync(Path, "")).Status);
        }

        await Patience.UntilAsync(
            async () => (await administrator.PostAsync(Path, "")).Status == 200, "the next backup", Token);
        await EmptyAsync(server);
    }

    private static Task<RunningServer> StartAsync(BackupKey key) =>
        RunningServer.StartAsync(settings: (SettingNames.BackupRecipient, key.Recipient.ToString()));

    private static ServerOptions Options(BackupKey key) => ServerOptions.Read(new Dictionary<string, string>
    {
        [SettingNames.StoreUrl] = "sqlite:////tmp/unused.db",
        [SettingNames.DefaultUserPassword] = "a password",
        [SettingNames.BackupRecipient] = key.Recipient.ToString(),
    });

    private static async Task AddSecretAsync(ApiClient owner, string name, string value)
    {
        var workspace = (await owner.GetAsync("/api/v1/workspaces/default")).Id;
        await owner.CreateAsync(
            "/api/v1/workspaces/default/secrets",
            $$"""{"name":"{{name}}","scope":"user","values":{"k":"{{value}}"},"user":"{{owner.User}}","workspace":"{{workspace}}"}""");
    }

    private static async Task<HttpRequestMessage> RequestAsync(RunningServer server)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent([]) };
        request.Headers.Authorization = new("Bearer", await server.LoginAsync("default", "default-pw", Token));
        return request;
    }

    private static async Task<(System.Net.Http.Headers.HttpContentHeaders Headers, byte[] Archive)> DownloadAsync(
        RunningServer server, ApiClient administrator)
    {
        Assert.NotEqual(Guid.Empty, administrator.User);
        using var request = await RequestAsync(server);
        using var response = await server.Client.SendAsync(request, Token);
        Assert.Equal(200, (int)response.StatusCode);
        var content = response.Content.Headers;
        content.TryAddWithoutValidation("Content-Digest", response.Headers.TryGetValues("Content-Digest", out var values) ? values : []);
        return (content, await response.Content.ReadAsByteArrayAsync(Token));
    }

    private static async Task<BackupManifest> OpenAsync(byte[] archive, BackupKey key)
    {
        using var source = new MemoryStream(archive);
        var header = await ArchiveReader.ReadHeaderAsync(source, Token);
        using var reader = await ArchiveReader.OpenAsync(source, header, key, Token);
        await reader.ReadPartsAsync(_ => null, report: null, Token);
        return reader.Manifest;
    }

    /// <summary>Waits until no copy of the store is left: it is deleted after the response.</summary>
    private static Task EmptyAsync(RunningServer server) => Patience.UntilAsync(
        () => Task.FromResult(!Directory.EnumerateDirectories(System.IO.Path.GetDirectoryName(server.DatabasePath)!).Any()),
        "the copy of the store to be deleted", Token);
}
