using System.Text.Json.Nodes;

namespace ZenML.Cli.Tests.Commands;

/// <summary><c>zenml audit</c> as people use it, over the store in this process.</summary>
public class AuditCommandTests : CommandTest
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_that_nobody_changed_is_verified_in_the_store_and_as_a_file()
    {
        await FillAsync();

        var store = await Host.RunAsync("audit", "verify", "--output", "json");
        var export = await Host.RunAsync("audit", "export", "audit.jsonl");
        var file = await Host.RunAsync("audit", "verify", "audit.jsonl");

        Assert.Equal((0, 0, 0), (store.ExitCode, export.ExitCode, file.ExitCode));
        var found = JsonNode.Parse(store.Out)!;
        Assert.True((bool)found["sound"]!);
        Assert.True((long)found["records"]! >= 3);
        Assert.Contains("The audit log is what was written.", file.Error, StringComparison.Ordinal);
        var key = (string)found["key"]!;
        Assert.Contains(key, file.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Host.RunAsync("audit", "verify", "audit.jsonl", "--key", key)).ExitCode);
        Assert.Equal(1, (await Host.RunAsync("audit", "verify", "audit.jsonl", "--key", new string('0', 64))).ExitCode);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            OperatingSystem.IsWindows()
                ? UnixFileMode.UserRead | UnixFileMode.UserWrite
                : File.GetUnixFileMode(Path.Combine(Host.Folder, "audit.jsonl")));
    }

    [Fact]
    public async Task Every_flipped_byte_of_an_export_is_noticed()
    {
        await FillAsync();
        await Host.RunAsync("audit", "export", "audit.jsonl");
        var path = Path.Combine(Host.Folder, "audit.jsonl");
        var bytes = await File.ReadAllBytesAsync(path, Token);

        for (var place = 0; place < bytes.Length; place++)
        {
            bytes[place] ^= 1;
            await File.WriteAllBytesAsync(path, bytes, Token);
            bytes[place] ^= 1;

            var run = await Host.RunAsync("audit", "verify", "audit.jsonl");
            Assert.True(run.ExitCode == 1, $"The flipped byte {place} was not noticed.");
        }
    }

    [Fact]
    public async Task An_export_that_was_cut_off_or_reordered_or_has_lines_twice_is_noticed()
    {
        await FillAsync();
        await Host.RunAsync("audit", "export", "audit.jsonl");
        var path = Path.Combine(Host.Folder, "audit.jsonl");
        var lines = (await File.ReadAllTextAsync(path, Token)).TrimEnd('\n').Split('\n');
        var records = Enumerable.Range(0, lines.Length)
            .Where(place => lines[place].Contains("\"record\"", StringComparison.Ordinal)).ToArray();

        foreach (var place in records)
        {
            Assert.Equal(1, await VerifyAsync([.. lines[..place], .. lines[(place + 1)..]]));
            Assert.Equal(1, await VerifyAsync([.. lines[..(place + 1)], lines[place], .. lines[(place + 1)..]]));
            Assert.Equal(1, await VerifyAsync(lines[..place]));
        }

        var swapped = lines.ToArray();
        (swapped[records[0]], swapped[records[1]]) = (swapped[records[1]], swapped[records[0]]);
        Assert.Equal(1, await VerifyAsync(swapped));
        Assert.Equal(0, await VerifyAsync(lines));

        async Task<int> VerifyAsync(string[] changed)
        {
            await File.WriteAllTextAsync(path, string.Concat(changed.Select(line => line + "\n")), Token);
            return (await Host.RunAsync("audit", "verify", "audit.jsonl")).ExitCode;
        }
    }

    [Fact]
    public async Task Lists_can_be_filtered_by_secret_and_account_and_workspace_and_show_the_changed_keys()
    {
        await FillAsync();
        var user = (string)JsonNode.Parse((await Host.RunAsync("whoami", "--output", "json")).Out)!["user"]!;

        Assert.Equal(["update", "create"], await ActionsAsync("--secret", "db"));
        Assert.Equal(["update", "create"], await ActionsAsync("--secret", "db", "--by", user, "--workspace", "default", "--since", "1d"));
        Assert.Empty(await ActionsAsync("--secret", "nothing"));
        var update = (await ListAsync("--secret", "db", "--action", "update"))[0]!;
        Assert.Equal(("db", "workspace"), ((string)update["name"]!, (string)update["scope"]!));
        Assert.Equal(
            "id created user_id user_name action resource_type resource_id resource_name address outcome count name scope owner_id "
                + "workspace_id keys part_of parts",
            string.Join(' ', update.AsObject().Select(pair => pair.Key)));
        Assert.Equal(["~password"], update["keys"]!.AsArray().Select(key => (string)key!));
        var shown = await Host.RunAsync("audit", "show", (string)update["id"]!);
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("update", shown.Out, StringComparison.Ordinal);
        Assert.Equal(1, (await Host.RunAsync("audit", "show", Guid.NewGuid().ToString())).ExitCode);
        Assert.Equal(1, (await Host.RunAsync("audit", "show", "x")).ExitCode);
    }

    [Fact]
    public async Task An_export_with_filters_has_only_what_matches_and_says_that_it_cannot_be_verified()
    {
        await FillAsync();

        var export = await Host.RunAsync("audit", "export", "-", "--secret", "db", "--action", "update", "--since", "1d");
        var lines = export.Out.TrimEnd('\n').Split('\n');
        await File.WriteAllTextAsync(Path.Combine(Host.Folder, "some.jsonl"), export.Out, Token);
        var verified = await Host.RunAsync("audit", "verify", "some.jsonl");

        Assert.Equal(2, lines.Length);
        Assert.Equal("update", (string)JsonNode.Parse(lines[1])!["action"]!);
        Assert.Equal(1, verified.ExitCode);
        Assert.Contains("only some of the records", verified.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_cannot_break_out_of_a_line_of_the_common_event_format_or_reach_the_terminal()
    {
        const string name = "a|b=c\\\nCEF:0|evil\u001b[31m";
        Assert.Equal(0, (await Host.RunAsync("secret", "create", "db", $"--{"k"}=v")).ExitCode);
        Assert.Equal(0, (await Host.RunAsync("workspace", "create", "w", "--description", "d")).ExitCode);
        await Host.RunAsync("secret", "update", "db", "--values", new JsonObject { [name] = "v" }.ToJsonString(), "--add-key");

        var lines = (await Host.RunAsync("audit", "export", "-", "--format", "cef")).Out.TrimEnd('\n').Split('\n');

        Assert.All(lines, line => Assert.StartsWith("CEF:0|ZenML for .NET|zenml|", line, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.DoesNotContain(line, char.IsControl));
        Assert.DoesNotContain('\u001b', (await Host.RunAsync("audit", "list")).Out);
    }

    [Fact]
    public async Task OpenTelemetry_logs_are_written_as_one_request_per_line_to_a_file()
    {
        await FillAsync();

        var line = (await Host.RunAsync("audit", "export", "-", "--format", "otlp", "--secret", "db")).Out.TrimEnd('\n');

        var records = JsonNode.Parse(line)!["resourceLogs"]![0]!["scopeLogs"]![0]!["logRecords"]!.AsArray();
        Assert.Equal(2, records.Count);
        Assert.Equal("create secret db", (string)records[0]!["body"]!["stringValue"]!);
    }

    [Fact]
    public async Task An_existing_file_is_not_overwritten_without_force()
    {
        await FillAsync();
        await File.WriteAllTextAsync(Path.Combine(Host.Folder, "mine.txt"), "mine", Token);

        var refused = await Host.RunAsync("audit", "export", "mine.txt");

        Assert.Equal(1, refused.ExitCode);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(Host.Folder, "mine.txt"), Token));
        Assert.Equal(0, (await Host.RunAsync("audit", "export", "mine.txt", "--force")).ExitCode);
        Assert.Equal(0, (await Host.RunAsync("audit", "verify", "mine.txt")).ExitCode);
    }

    [Theory]
    [InlineData("audit verify nothing.jsonl")]
    [InlineData("audit export http://user:password@localhost/ --format otlp")]
    [InlineData("audit export no-folder/audit.jsonl")]
    public async Task What_cannot_be_read_or_written_is_one_error(string command)
    {
        var run = await Host.RunAsync(command.Split(' '));

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("password@", run.Error, StringComparison.Ordinal);
    }

    private async Task FillAsync()
    {
        Assert.Equal(0, (await Host.RunAsync("secret", "create", "db", "--user=a", "--password=b")).ExitCode);
        Assert.Equal(0, (await Host.RunAsync("secret", "update", "db", "--password=c")).ExitCode);
        Assert.Equal(0, (await Host.RunAsync("secret", "create", "other", "--k=v")).ExitCode);
    }

    private async Task<JsonArray> ListAsync(params string[] options) =>
        JsonNode.Parse((await Host.RunAsync(["audit", "list", "--output", "json", .. options])).Out)!.AsArray();

    private async Task<IEnumerable<string>> ActionsAsync(params string[] options) =>
        (await ListAsync(options)).Select(item => (string)item!["action"]!);
}
