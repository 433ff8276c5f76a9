using System.Runtime.CompilerServices;
using ZenML.TestKit;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Documentation;

/// <summary>The code in the guides compiles and runs.</summary>
[Collection(ProcessState.Collection)]
public sealed class DocumentationTests : IDisposable
{
    private readonly ProcessState state = new();
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    public DocumentationTests()
    {
        state.Set(ZenClientOptions.ConfigPathVariable, folder.Path);
        state.Set(Core.Secrets.References.SecretValidationLevels.EnvironmentVariable, "");
        Console.SetOut(output);
        Console.SetError(errors);
    }

    [Fact]
    public async Task The_examples_of_the_sdk_guide_run()
    {
        await SdkSnippets.RunAsync(folder.Path);

        Assert.Contains("2 by default: password", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("my_secret: k", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("mlflow_secret.password in tracking_password of mlflow", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("'no_such_secret'", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_examples_of_the_sdk_guide_for_servers_run()
    {
        await using var server = await OwnServer.StartAsync();
        var options = new ZenClientOptions { ConfigPath = folder.Path };
        await ZenServer.ConnectAsync(
            server.Address,
            new ServerLogin.Password("default", server.Password),
            options,
            TestContext.Current.CancellationToken);
        await using var client = ZenClient.Open(options);

        await SdkSnippets.CareForAccountsAsync(client);

        Assert.Contains("Give ada this token: ", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_examples_of_the_pipelines_guide_run()
    {
        await using var client = ZenClient.Open();
        await PipelineSnippets.RunAsync(client);

        Assert.Contains("Logged in.", errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("admin connects with ***.", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_examples_of_the_aspnet_guide_run()
    {
        await using var client = ZenClient.Open();
        await HostingSnippets.RunAsync(client);

        Assert.Equal("", errors.ToString());
    }

    [Fact]
    public Task The_example_of_the_identity_guide_runs() => IdentitySnippets.RunAsync();

    [Theory]
    [InlineData("identity.md", nameof(IdentitySnippets))]
    [InlineData("sdk.md", nameof(SdkSnippets))]
    [InlineData("aspnet.md", nameof(HostingSnippets))]
    [InlineData("pipelines.md", nameof(PipelineSnippets))]
    [InlineData("tutorial.md", nameof(PipelineSnippets))]
    public void The_guide_shows_the_code_that_was_run(string guide, string snippets)
    {
        var examples = Path.Combine(ThisFolder(), "..", "..", "..", "examples");
        var code = Normalize(
        [
            .. File.ReadAllLines(Path.Combine(ThisFolder(), $"{snippets}.cs")),
            .. File.ReadAllLines(Path.Combine(examples, "AspNet", "Program.cs")),
            .. File.ReadAllLines(Path.Combine(examples, "FirstSecret", "Program.cs")),
            .. File.ReadAllLines(Path.Combine(examples, "FirstPipeline", "Program.cs")),
            .. File.ReadAllLines(Path.Combine(examples, "SmallPipeline", "Program.cs")),
        ]);
        var blocks = File.ReadAllText(Path.Combine(ThisFolder(), "..", "..", "..", "docs", guide))
            .Split("```csharp").Skip(1).Select(block => Normalize(block.Split("```")[0].Split('\n'))).ToArray();

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(block, code, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        state.Dispose();
        folder.Dispose();
    }

    private static string Normalize(IEnumerable<string> lines) =>
        string.Join('\n', lines.Select(line => line.Trim()).Where(line => line.Length > 0));

    private static string ThisFolder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
