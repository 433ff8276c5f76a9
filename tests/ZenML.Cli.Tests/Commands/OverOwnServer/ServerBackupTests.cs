using Microsoft.AspNetCore.Http;
using ZenML.Cli.Tests.Commands.Backup;
using ZenML.TestKit.Servers;
using ZenML.TestKit.Upstream;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

/// <summary><c>zenml backup FILE</c> while connected to a server.</summary>
public sealed class ServerBackupTests : BackupTest
{
    [Fact]
    public async Task A_downloaded_backup_of_a_server_is_restored_elsewhere_with_the_key_of_its_operator_and_a_value_is_read_there()
    {
        var recipient = (await OkAsync(Other, "backup", "create-key", "backup.key")).Out.Trim();
        await using var server = await OwnServer.StartAsync(("ZENML_SERVER_BACKUP_RECIPIENT", recipient));
        await ConnectAsync(server);
        await OkAsync(Host, "secret", "create", "db", "--password=hunter2-hunter2");

        var backup = await OkAsync(Host, "backup", Archive);

        Assert.Contains(
            $"Backed up the store of {server.Address} to '{Archive}', encrypted for {recipient}.", backup.Error, StringComparison.Ordinal);
        Assert.Contains("It was read back and is what the server sent.", backup.Error, StringComparison.Ordinal);
        await OkAsync(Other, "backup", "verify", Archive, "--key-file", "backup.key");
        await OkAsync(Other, "backup", "restore", Archive, "--key-file", "backup.key");
        Assert.Equal("hunter2-hunter2", (await ValueAsync(Other, "db", "password")).TrimEnd('\n'));
        Assert.Contains("backup", (await OkAsync(Host, "audit", "list", "--action", "backup")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_administrator_who_downloaded_a_backup_cannot_open_it()
    {
        var recipient = (await OkAsync(Other, "backup", "create-key", "backup.key")).Out.Trim();
        await using var server = await OwnServer.StartAsync(("ZENML_SERVER_BACKUP_RECIPIENT", recipient));
        await ConnectAsync(server);
        await OkAsync(Host, "backup", Archive);
        await OkAsync(Host, "backup", "create-key", "own.key");

        Assert.Contains(
            "The key is not the one of this backup.", await FailsAsync(Host, "backup", "verify", Archive, "--key-file", "own.key"),
            StringComparison.Ordinal);
        Assert.Contains("--key-file", await FailsAsync(Host, "backup", "verify", Archive), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_refuses_leaves_no_file_and_its_reason_is_shown()
    {
        await using var server = await OwnServer.StartAsync();
        await ConnectAsync(server);
        Assert.Contains("ZENML_SERVER_BACKUP_RECIPIENT", await FailsAsync(Host, "backup", Archive), StringComparison.Ordinal);

        await ConnectAsync(server, TestAccounts.Other);
        Assert.Contains("Only administrators can back up the store.", await FailsAsync(Host, "backup", Archive), StringComparison.Ordinal);
        AssertNoFile();
    }

    [Theory]
    [InlineData("--recipient", "zenml-recipient-x")]
    [InlineData("--passphrase", "@passphrase.txt")]
    public async Task Nobody_but_the_operator_chooses_whom_a_backup_of_a_server_is_for(string option, string value)
    {
        await using var server = await OwnServer.StartAsync();
        await ConnectAsync(server);

        Assert.Contains($"Leave out {option}.", await FailsAsync(Host, "backup", Archive, option, value), StringComparison.Ordinal);
        AssertNoFile();
    }

    [Fact]
    public async Task A_server_of_ZenML_has_no_backups()
    {
        await using var server = await UpstreamServer.StartAsync();
        await ConnectAsync(server.Address, UpstreamServer.Password, "default");

        Assert.Contains("is ZenML's own, which has no backups", await FailsAsync(Host, "backup", Archive), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "broke before everything was received")]
    [InlineData(true, "What was received is not what the server")]
    public async Task A_download_that_is_cut_off_or_is_not_what_the_server_sent_leaves_no_file(bool isWhole, string expected)
    {
        await using var server = await UpstreamServer.StartAsync();
        await ConnectAsync(server.Address, UpstreamServer.Password, "default");
        server.Interrupt(async context =>
        {
            context.Response.Headers["X-ZenML-Server"] = "dotnet; extensions=7";
            await context.Response.WriteAsync("""{"id":"6c4d4a52-3a4b-4c9a-9d0c-000000000001","version":"0.58.0"}""");
            return true;
        });
        server.Interrupt(async context =>
        {
            context.Response.Headers["X-ZenML-Server"] = "dotnet; extensions=7";
            context.Response.Headers["Content-Digest"] = "sha-256=:AAAA:";

            // The server of the test closes the connection of a response that is too short.
            context.Response.ContentLength = isWhole ? 1000 : 100_000;
            await context.Response.Body.WriteAsync(new byte[1000], Token);
            return true;
        });

        Assert.Contains(expected, await FailsAsync(Host, "backup", Archive), StringComparison.Ordinal);
        AssertNoFile();
    }

    private void AssertNoFile() => Assert.DoesNotContain(FilesOf(Host.Folder), file => file.Contains("backup", StringComparison.Ordinal));

    private Task ConnectAsync(OwnServer server, string user = TestAccounts.Administrator) =>
        ConnectAsync(server.Address, server.Password, user);

    private async Task ConnectAsync(string address, string password, string user)
    {
        Host.Variables["ZENML_STORE_PASSWORD"] = password;
        await OkAsync(Host, "connect", "--url", address, "--username", user);
        Host.Variables.Remove("ZENML_STORE_PASSWORD");
    }
}
