using System.Text.Json.Nodes;
using ZenML.Client;
using ZenML.TestKit.Identity;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

/// <summary>The whole way of a CI job: no file and no key, but an identity token.</summary>
[Collection(Collection)]
public sealed class IdentityLoginCommandTests : CommandTest
{
    private const string Collection = "changes the environment of the process";

    protected override TestTarget Target => TestTarget.OwnServer;

    [Fact]
    public async Task A_job_with_an_identity_token_reads_the_secret_that_its_service_account_can_read()
    {
        await using var issuer = await LoopbackIssuer.StartAsync();
        await Host.RunAsync("secret", "create", "db", "--password=abc123");
        await Host.RunAsync("service-account", "create", "ci", "--create-api-key", "false");
        var trusted = await Host.RunAsync(
            "service-account", "trust", "add", "ci", "--issuer", issuer.Address, "--subject", "repo:acme/*", "--reusable");
        Assert.True(trusted.ExitCode == 0, trusted.Error);
        using var job = new CliHost();
        using var environment = new ProcessVariables(
            (ZenClientOptions.ServerVariable, Server!.Address),
            (ZenClientOptions.IdentityTokenVariable, issuer.Sign("repo:acme/app", Server.Address)));

        var read = await job.RunAsync("secret", "get", "db", "password");
        var who = JsonNode.Parse((await job.RunAsync("whoami", "-o", "json")).Out)!;
        var doctor = await job.RunAsync("doctor");
        ProcessVariables.Set(ZenClientOptions.IdentityTokenVariable, issuer.Sign("repo:stranger/app", Server.Address));
        var stranger = await job.RunAsync("secret", "get", "db", "password");

        Assert.Equal((0, "abc123"), (read.ExitCode, read.Out.TrimEnd()));
        Assert.Equal(("ci", "identity token of ZENML_ID_TOKEN"), ((string)who["user"]!, (string)who["login"]!));
        Assert.Contains("You are logged in as 'ci' (identity token of ZENML_ID_TOKEN).", doctor.Out, StringComparison.Ordinal);
        Assert.Equal(1, stranger.ExitCode);
        Assert.Contains("zenml service-account trust test --help", stranger.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(job.ConfigPath));
    }

    [CollectionDefinition(Collection, DisableParallelization = true)]
    public sealed class OneAtATime;

    /// <summary>Variables of the process, which the SDK reads itself.</summary>
    private sealed class ProcessVariables : IDisposable
    {
        private readonly string[] names;

        public ProcessVariables(params (string Name, string Value)[] variables)
        {
            names = [.. variables.Select(variable => variable.Name)];
            foreach (var (name, value) in variables)
            {
                Set(name, value);
            }
        }

        public static void Set(string name, string? value) => Environment.SetEnvironmentVariable(name, value);

        public void Dispose()
        {
            foreach (var name in names)
            {
                Set(name, null);
            }
        }
    }
}
