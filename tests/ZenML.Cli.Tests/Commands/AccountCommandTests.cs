using System.Text.Json.Nodes;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands;

/// <summary><c>user</c>, <c>service-account</c> and <c>service-account api-key</c> over our own server.</summary>
public sealed class AccountCommandTests : IAsyncLifetime
{
    private readonly CliHost host = new();
    private OwnServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await OwnServer.StartAsync();
        await ConnectAsync(host, "default", server.Password);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        host.Dispose();
    }

    [Fact]
    public async Task A_password_is_prompted_for_twice_and_never_shown()
    {
        var run = await host.RunAsync(new FakeTerminal("hers alone", "hers alone"), "user", "create", "ada");
        var different = await host.RunAsync(new FakeTerminal("one password", "another one"), "user", "create", "bob");

        Assert.Equal((0, 1), (run.ExitCode, different.ExitCode));
        Assert.Contains("Created the user 'ada'.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hers alone", run.Error + run.Out, StringComparison.Ordinal);
        Assert.Equal("", run.Out);
        Assert.Contains("do not match", different.Error, StringComparison.Ordinal);
        using var other = new CliHost();
        Assert.Equal(0, (await ConnectAsync(other, "ada", "hers alone")).ExitCode);
        Assert.DoesNotContain("bob", (await host.RunAsync("user", "list")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sees_no_users_is_told_that_only_administrators_do()
    {
        await host.RunAsync("service-account", "create", "ci", "--create-api-key", "false");
        var key = (await host.RunAsync("service-account", "api-key", "create", "ci", "k")).Out.Trim();
        using var other = new CliHost();
        other.Input = key;
        var connected = await other.RunAsync("connect", "--url", server.Address, "--api-key", "@-");

        var run = await other.RunAsync("user", "list");

        Assert.True(connected.ExitCode == 0, connected.Error);
        Assert.Equal((0, "Only administrators see other accounts.\nNo users found.\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_narrow_terminal_shows_the_outcome_in_the_audit_log()
    {
        using var narrow = new CliHost { Width = 80, ConfigPath = host.ConfigPath };

        var lines = (await narrow.RunAsync("audit", "list")).Out.Split('\n');

        Assert.Contains(lines, line => line.Contains("OUTCOME", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task A_password_can_come_from_a_file_or_standard_input_or_a_variable_and_causes_a_warning_on_the_command_line()
    {
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "p.txt"), "from a file\n", TestContext.Current.CancellationToken);
        var file = await host.RunAsync("user", "create", "u1", "--password", "@p.txt");
        host.Input = "from input\n";
        var input = await host.RunAsync("user", "create", "u2", "--password", "@-");
        host.Variables["ZENML_NEW_PASSWORD"] = "from a variable";
        var variable = await host.RunAsync("user", "create", "u3");
        var argument = await host.RunAsync("user", "create", "u4", "--password", "for everyone");

        Assert.Equal((0, 0, 0, 0), (file.ExitCode, input.ExitCode, variable.ExitCode, argument.ExitCode));
        Assert.Contains("Warning:", argument.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("for everyone", argument.Error, StringComparison.Ordinal);
        (string, string)[] accounts =
        [
            ("u1", "from a file"), ("u2", "from input"), ("u3", "from a variable"), ("u4", "for everyone"),
        ];
        foreach (var (name, password) in accounts)
        {
            using var other = new CliHost();
            Assert.Equal(0, (await ConnectAsync(other, name, password)).ExitCode);
        }
    }

    [Fact]
    public async Task An_empty_input_is_not_a_password()
    {
        Assert.Equal(1, (await host.RunAsync("user", "create", "ada", "--password", "@-")).ExitCode);
        Assert.DoesNotContain("\"ada\"", (await host.RunAsync("user", "list", "--output", "json")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_user_created_without_a_password_gets_a_token_that_activates_the_account_from_another_machine(bool asks)
    {
        var created = asks
            ? await host.RunAsync(new FakeTerminal(""), "user", "create", "ada")
            : await host.RunAsync("user", "create", "ada", "--no-password");
        using var other = new CliHost();
        await File.WriteAllTextAsync(Path.Combine(other.Folder, "token.txt"), created.Out, TestContext.Current.CancellationToken);
        var activated = await other.RunAsync(
            new FakeTerminal("chosen by her", "chosen by her"),
            "user",
            "activate",
            "ada",
            "--url",
            server.Address,
            "--token",
            "@token.txt");

        Assert.Matches("^[0-9a-f]{64}\n$", created.Out);
        Assert.DoesNotContain(created.Out.Trim(), created.Error, StringComparison.Ordinal);
        Assert.Contains("zenml user activate ada --url", created.Error, StringComparison.Ordinal);
        Assert.Equal(0, activated.ExitCode);
        Assert.Equal(0, (await ConnectAsync(other, "ada", "chosen by her")).ExitCode);
    }

    [Fact]
    public async Task A_user_can_be_updated_and_deactivated_and_deleted()
    {
        host.Variables["ZENML_NEW_PASSWORD"] = "hers alone";
        await host.RunAsync("user", "create", "ada");
        var updated = await host.RunAsync("user", "update", "ada", "--full_name", "Ada L", "--admin");
        var document = JsonNode.Parse((await host.RunAsync("user", "describe", "ada", "--output", "json")).Out)!;
        var deactivated = await host.RunAsync("user", "deactivate", "ada");
        var refused = await host.RunAsync(new FakeTerminal("n"), "user", "delete", "ada");
        var deleted = await host.RunAsync("user", "delete", "ada", "--yes");

        Assert.Equal((0, 0, 0, 0), (updated.ExitCode, deactivated.ExitCode, refused.ExitCode, deleted.ExitCode));
        Assert.Equal(("Ada L", true), ((string)document["full_name"]!, (bool)document["is_admin"]!));
        Assert.Matches("^[0-9a-f]{64}\n$", deactivated.Out);
        Assert.Contains("Nothing was deleted.", refused.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await host.RunAsync("user", "describe", "ada")).ExitCode);
        Assert.Equal(2, (await host.RunAsync("user", "update", "default")).ExitCode);
        Assert.Equal(2, (await host.RunAsync("user", "update", "default", "--admin", "--user")).ExitCode);
    }

    [Fact]
    public async Task A_user_who_changes_their_password_does_not_need_to_connect_again()
    {
        var changed = await host.RunAsync(new FakeTerminal(server.Password, "another one", "another one"), "user", "change-password");

        Assert.Equal(0, changed.ExitCode);
        Assert.Equal(0, (await host.RunAsync("secret", "list")).ExitCode);
        using var other = new CliHost();
        Assert.Equal(1, (await ConnectAsync(other, "default", server.Password)).ExitCode);
        Assert.Equal(0, (await ConnectAsync(other, "default", "another one")).ExitCode);
    }

    [Fact]
    public async Task A_user_who_is_no_administrator_gets_a_service_account_together_with_its_key()
    {
        await host.RunAsync(new FakeTerminal("hers alone", "hers alone"), "user", "create", "ada");
        using var other = new CliHost();
        await ConnectAsync(other, "ada", "hers alone");

        var created = await other.RunAsync("service-account", "create", "ci");

        Assert.Equal(0, created.ExitCode);
        Assert.StartsWith("ZENKEY_", created.Out, StringComparison.Ordinal);
        Assert.Contains("Created the service account 'ci'.", created.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await other.RunAsync("service-account", "api-key", "create", "ci", "second")).ExitCode);
        Assert.Equal(0, (await host.RunAsync("service-account", "api-key", "describe", "ci", "default")).ExitCode);
    }

    [Fact]
    public async Task A_new_service_account_comes_with_a_key_that_is_printed_once()
    {
        var created = await host.RunAsync("service-account", "create", "ci", "-d", "Builds");
        using var other = new CliHost();
        await File.WriteAllTextAsync(Path.Combine(other.Folder, "key.txt"), created.Out, TestContext.Current.CancellationToken);
        var connected = await other.RunAsync("connect", "--url", server.Address, "--api-key", "@key.txt");

        Assert.StartsWith("ZENKEY_", created.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("ZENKEY_", created.Error, StringComparison.Ordinal);
        Assert.Contains("as 'ci'", connected.Error, StringComparison.Ordinal);
        string[] commands =
        [
            "service-account list",
            "service-account describe ci",
            "service-account api-key list ci",
            "service-account api-key describe ci default",
        ];
        foreach (var command in commands)
        {
            var run = await host.RunAsync([.. command.Split(' '), "--output", "json"]);
            Assert.Equal(0, run.ExitCode);
            Assert.DoesNotContain("ZENKEY_", run.Out + run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("service-account describe ci", "id name description active created updated")]
    [InlineData("service-account list", "id name description active created updated")]
    [InlineData(
        "service-account api-key list ci",
        "id name service_account description active retain_period_minutes last_login last_rotated limits_hidden role workspace_id "
        + "secret_ids roles_only networks expires last_used last_address created updated")]
    [InlineData(
        "service-account api-key describe ci default",
        "id name service_account description active retain_period_minutes last_login last_rotated limits_hidden role workspace_id "
        + "secret_ids roles_only networks expires last_used last_address created updated")]
    public async Task Account_documents_have_exactly_these_keys_in_this_order(string command, string keys)
    {
        await host.RunAsync("service-account", "create", "ci");

        var document = JsonNode.Parse((await host.RunAsync([.. command.Split(' '), "--output", "json"])).Out)!;

        Assert.Equal(keys.Split(' '), (document is JsonArray list ? list[0]! : document).AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public async Task A_key_can_become_the_login_of_this_machine_instead_of_being_printed()
    {
        await host.RunAsync("service-account", "create", "ci", "--create-api-key", "false");
        var created = await host.RunAsync("service-account", "api-key", "create", "ci", "laptop", "--set-key");

        Assert.Equal(0, created.ExitCode);
        Assert.DoesNotContain("ZENKEY_", created.Out + created.Error, StringComparison.Ordinal);
        Assert.Contains("\"user\": \"ci\"", (await host.RunAsync("status", "--output", "json")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_can_be_updated_and_rotated_and_deleted_with_the_account_before_or_after_the_verb()
    {
        var first = (await host.RunAsync("service-account", "create", "ci")).Out;
        var made = await host.RunAsync("service-account", "api-key", "ci", "create", "k1", "-d", "one");
        var renamed = await host.RunAsync("service-account", "api-key", "update", "ci", "k1", "--name", "k2");
        var rotated = await host.RunAsync("service-account", "api-key", "ci", "rotate", "default", "--retain", "5");
        var deleted = await host.RunAsync("service-account", "api-key", "ci", "delete", "k2", "--yes");
        var listed = await host.RunAsync("service-account", "api-key", "ci", "list");

        Assert.All([made, renamed, rotated, deleted, listed], run => Assert.Equal(0, run.ExitCode));
        Assert.StartsWith("ZENKEY_", rotated.Out, StringComparison.Ordinal);
        Assert.NotEqual(first, rotated.Out);
        Assert.DoesNotContain("k2", listed.Out, StringComparison.Ordinal);
        Assert.Contains("default", listed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_accounts_can_be_updated_and_deleted()
    {
        await host.RunAsync("service-account", "create", "ci");

        Assert.Equal(0, (await host.RunAsync("service-account", "update", "ci", "--name", "builds", "--active", "false")).ExitCode);
        var empty = await host.RunAsync("service-account", "list", "--active", "true");
        Assert.Contains("No service accounts found.", empty.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await host.RunAsync("service-account", "update", "builds")).ExitCode);
        Assert.Equal(0, (await host.RunAsync("service-account", "delete", "builds", "--yes")).ExitCode);
        Assert.Equal(1, (await host.RunAsync("service-account", "describe", "builds")).ExitCode);
    }

    [Theory]
    [InlineData("user create ada")]
    [InlineData("user change-password")]
    [InlineData("user update default --admin")]
    [InlineData("service-account list")]
    [InlineData("service-account api-key list ci")]
    public async Task The_local_store_has_no_accounts_and_says_so_before_any_prompt(string command)
    {
        using var local = new CliHost();

        var run = await local.RunAsync(new FakeTerminal("x", "x", "x"), command.Split(' '));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("zenml connect --url URL", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("assword", run.Error, StringComparison.Ordinal);
    }

    private Task<CliRun> ConnectAsync(CliHost machine, string user, string password) =>
        machine.RunAsync(new FakeTerminal(password), "connect", "--url", server.Address, "--username", user);

    [Theory]
    [InlineData("user", "create", "ada", "--password", "@p.txt")]
    [InlineData("user", "change-password", "--old-password", "@old.txt", "--password", "@p.txt")]
    [InlineData("user", "activate", "ada", "--token", "@old.txt", "--password", "@p.txt")]
    public async Task A_new_password_that_is_too_short_is_rejected_before_anything_is_sent(params string[] command)
    {
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "p.txt"), "short-1", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "old.txt"), server.Password, TestContext.Current.CancellationToken);

        var run = await host.RunAsync(command);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("at least 8 characters", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("short-1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_existing_short_password_can_still_log_in()
    {
        await server.AddUserWithShortPasswordAsync("ada", "x");
        using var other = new CliHost();

        Assert.Equal(0, (await ConnectAsync(other, "ada", "x")).ExitCode);
    }

    [Fact]
    public async Task A_printed_command_quotes_names_that_a_shell_would_split()
    {
        var created = await host.RunAsync("user", "create", "Ada L; reboot", "--no-password");
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "token.txt"), created.Out, TestContext.Current.CancellationToken);
        host.Variables["ZENML_NEW_PASSWORD"] = "chosen by her";
        var activated = await host.RunAsync("user", "activate", "Ada L; reboot", "--token", "@token.txt");

        Assert.Contains("zenml user activate 'Ada L; reboot' --url", created.Error, StringComparison.Ordinal);
        Assert.Contains("--username 'Ada L; reboot'", activated.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_log_shows_the_newest_entries_first_unless_another_order_is_requested()
    {
        await host.RunAsync("secret", "create", "first", "--k=1");
        await host.RunAsync("secret", "create", "second", "--k=1");

        Assert.Equal(["second (workspace scope)", "first (workspace scope)"], await AuditedSecretsAsync());
        Assert.Equal(["first (workspace scope)", "second (workspace scope)"], await AuditedSecretsAsync("--sort_by", "asc:created"));
    }

    private async Task<IEnumerable<string>> AuditedSecretsAsync(params string[] options) => JsonNode
        .Parse((await host.RunAsync(["audit", "list", "--resource_type=secret", "--output", "json", .. options])).Out)!
        .AsArray().Select(audited => (string)audited!["resource_name"]!);

    [Theory]
    [InlineData("user", "create", "ada", "--no-password")]
    [InlineData("user", "deactivate", "other")]
    [InlineData("service-account", "create", "ci")]
    public async Task A_new_credential_can_be_written_to_a_file_that_only_its_owner_can_read(params string[] command)
    {
        var run = await host.RunAsync([.. command, "--out-file", "out.txt"]);

        var file = Path.Combine(host.Folder, "out.txt");
        Assert.Equal((0, ""), (run.ExitCode, run.Out));
        Assert.Matches("^(ZENKEY_[^\n]+|[0-9a-f]{64})\n$", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            OperatingSystem.IsWindows() ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(file));
    }

    [Theory]
    [InlineData("there.txt")]
    [InlineData("no-folder/key.txt")]
    public async Task A_file_that_cannot_be_created_is_reported_before_the_credential_is_created(string file)
    {
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "there.txt"), "mine", TestContext.Current.CancellationToken);

        var run = await host.RunAsync("service-account", "create", "ci", "--out-file", file);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(file, run.Error, StringComparison.Ordinal);
        Assert.Contains("No service accounts found.", (await host.RunAsync("service-account", "list")).Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(host.Folder, "there.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_key_that_becomes_the_login_is_not_written_to_a_file() =>
        Assert.Equal(1, (await host.RunAsync("service-account", "create", "ci", "--set-api-key", "--out-file", "key.txt")).ExitCode);
}
