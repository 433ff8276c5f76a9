using System.Text.Json.Nodes;
using ZenML.TestKit.Identity;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

/// <summary><c>service-account trust</c>.</summary>
public sealed class TrustCommandTests : CommandTest
{
    protected override TestTarget Target => TestTarget.OwnServer;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_adds_shows_and_removes_what_a_service_account_trusts()
    {
        await CreateAccountAsync();
        var github = await Host.RunAsync(
            "service-account", "trust", "add", "ci", "--preset", "github", "--repository", "acme/app", "--branch", "main",
            "--role", "runner", "--workspace", "default");
        var own = await Host.RunAsync(
            "service-account", "trust", "add", "ci", "--issuer", "https://ci.example.com", "--subject", "job:acme/*", "--audience", "zenml",
            "--claim", "protected=true", "--claim", "team=a=b", "--name", "own", "--reusable");

        Assert.True(github.ExitCode == 0 && own.ExitCode == 0, github.Error + own.Error);
        Assert.Contains("'ci' now trusts tokens of https://ci.example.com for job:acme/*, as 'own'.", own.Error, StringComparison.Ordinal);
        Assert.Equal("github\nown\n", (await Host.RunAsync("service-account", "trust", "list", "ci", "-o", "name")).Out);
        var shown = JsonNode.Parse((await Host.RunAsync("service-account", "trust", "describe", "ci", "github", "-o", "json")).Out)!;
        Assert.Equal("https://token.actions.githubusercontent.com", (string)shown["issuer"]!);
        Assert.Equal("repo:acme/app:ref:refs/heads/main", (string)shown["subject"]!);
        Assert.Equal(
            (Server!.Address, "runner", "default"), ((string)shown["audience"]!, (string)shown["role"]!, (string)shown["workspace"]!));
        var other = JsonNode.Parse((await Host.RunAsync("service-account", "trust", "describe", "ci", "own", "-o", "json")).Out)!;
        Assert.Equal("""{"protected":"true","team":"a=b"}""", other["claims"]!.ToJsonString());
        Assert.True((bool)other["reusable"]!);
        var table = await Host.RunAsync("service-account", "trust", "list", "ci");
        Assert.Contains("role runner, workspace default", table.Out, StringComparison.Ordinal);

        var removed = await Host.RunAsync("service-account", "trust", "remove", "ci", "github", "--yes");
        Assert.Equal((0, "'ci' no longer trusts 'github'.\n"), (removed.ExitCode, removed.Error));
        Assert.Equal("own\n", (await Host.RunAsync("service-account", "trust", "list", "ci", "-o", "name")).Out);
    }

    [Theory]
    [InlineData("needs one of --branch, --tag and --environment", "--preset", "github", "--repository", "acme/app")]
    [InlineData("--preset github needs --repository", "--preset", "github", "--branch", "main")]
    [InlineData(
        "--project does not go with --preset github", "--preset", "github", "--repository", "a/b", "--branch", "m", "--project", "x/y")]
    [InlineData("--repository needs --preset", "--repository", "acme/app", "--issuer", "https://x.example.com", "--subject", "a")]
    [InlineData("--preset kubernetes needs --issuer", "--preset", "kubernetes", "--namespace", "ml", "--kubernetes-account", "train")]
    [InlineData("--issuer is missing", "--subject", "a")]
    [InlineData("--subject is missing", "--issuer", "https://ci.example.com")]
    [InlineData("cannot be only '*'", "--issuer", "https://ci.example.com", "--subject", "*")]
    [InlineData("gives tokens to everyone", "--issuer", "https://token.actions.githubusercontent.com", "--subject", "repo:*")]
    [InlineData("--claim takes NAME=VALUE", "--issuer", "https://ci.example.com", "--subject", "a", "--claim", "protected")]
    public async Task What_cannot_be_trusted_is_an_error_with_a_reason(string message, params string[] options)
    {
        await CreateAccountAsync();

        var run = await Host.RunAsync(["service-account", "trust", "add", "ci", .. options]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal("", (await Host.RunAsync("service-account", "trust", "list", "ci", "-o", "name")).Out);
    }

    [Fact]
    public async Task A_test_says_which_rules_a_token_does_not_meet_and_shows_nothing_of_it()
    {
        await using var issuer = await LoopbackIssuer.StartAsync();
        await CreateAccountAsync();
        await Host.RunAsync(
            "service-account", "trust", "add", "ci", "--issuer", issuer.Address, "--subject", "repo:acme/*", "--name", "mine");
        Host.Input = issuer.Sign("repo:acme/app", Server!.Address) + "\n";
        var good = await Host.RunAsync("service-account", "trust", "test", "ci", "@-");
        var bad = issuer.Sign("repo:canary-4711/app", "somebody");
        await File.WriteAllTextAsync(Path.Combine(Host.Folder, "token.txt"), bad, Token);
        var table = await Host.RunAsync("service-account", "trust", "test", "ci", "@token.txt");
        var json = await Host.RunAsync("service-account", "trust", "test", "ci", "@token.txt", "-o", "json");
        var open = await Host.RunAsync("service-account", "trust", "test", "ci", bad);

        Assert.True(good.ExitCode == 0, good.Error);
        Assert.Contains("accepted", good.Out, StringComparison.Ordinal);
        Assert.Equal((1, 1, 2), (table.ExitCode, json.ExitCode, open.ExitCode));
        Assert.Contains("No trust of 'ci' accepts this identity token.", table.Error, StringComparison.Ordinal);
        Assert.Equal(
            ["audience", "subject"],
            JsonNode.Parse(json.Out)![0]!["problems"]!.AsArray().Select(problem => (string)problem!["rule"]!));
        Assert.All(
            [table, json, open],
            run => Assert.DoesNotContain("canary-4711", run.Out + run.Error, StringComparison.Ordinal));
        Assert.DoesNotContain(bad, open.Out + open.Error, StringComparison.Ordinal);
    }

    private async Task CreateAccountAsync()
    {
        var created = await Host.RunAsync("service-account", "create", "ci", "--create-api-key", "false");
        Assert.True(created.ExitCode == 0, created.Error);
    }
}
