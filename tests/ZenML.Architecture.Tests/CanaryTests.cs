using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text;
using ZenML.Cli.Tests;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Components;
using ZenML.Pipelines;

namespace ZenML.Architecture.Tests;

/// <summary>Lets one value go everywhere that values go, and looks for it everywhere that they must not.</summary>
public sealed class CanaryTests : IDisposable
{
    private const string Canary = "canary-b1d-5ings";
    private const string KeyOfOnesOwn = "canary-b1d-5ings-is-the-key-of-this-store";

    private readonly CliHost host = new() { Variables = { ["ZENML_DEBUG"] = "1" } };
    private readonly ConcurrentBag<string> exceptions = [];

    public CanaryTests() => AppDomain.CurrentDomain.FirstChanceException += Note;

    public void Dispose()
    {
        AppDomain.CurrentDomain.FirstChanceException -= Note;
        host.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(KeyOfOnesOwn)]
    public async Task A_secret_value_never_leaves_by_any_way_but_the_asked_one(string? key)
    {
        if (key is not null)
        {
            host.Variables["ZENML_SECRETS_STORE_ENCRYPTION_KEY"] = key;
        }

        await UseCommandsThatWorkAsync();
        await UseCommandsThatFailAsync();
        await UseTheSdkAsync(key);
        await RunPipelinesAsync(key);
        await AssertThatFilesAreSilentAsync();
        Assert.DoesNotContain(exceptions, text => text.Contains(Canary, StringComparison.Ordinal));
        Assert.NotEmpty(exceptions);
        await AssertThatAskingWorksAsync();
    }

    private async Task UseCommandsThatWorkAsync()
    {
        var values = $$"""{"other": "{{Canary}}", "two words": "{{Canary}}"}""";
        await SilentAsync(0, "secret", "create", "s", $"--password={Canary}", "--values", values);
        await SilentAsync(0, "secret", "create", "s", "--scope", "user", $"--password={Canary}");
        await SilentAsync(0, "secret", "create", "dotted.name", $"--values=password: {Canary}\nempty: ''\n");
        await SilentAsync(0, new FakeTerminal("typed", Canary, "y", "more", Canary, "n"), "secret", "create", "typed", "-i");
        await SilentAsync(0, "secret", "update", "s", $"--password={Canary}", "-r", "password_2", "--password_2=x", "--help");
        await SilentAsync(0, "secret", "update", "s", $"--added={Canary}");
        await SilentAsync(0, new FakeTerminal("y", Canary, "y", "added", Canary, "n"), "secret", "update", "typed", "-i");
        await SilentAsync(0, "secret", "update", "dotted.name", "--new-scope", "user", "-r", "empty");
        await SilentAsync(0, "secret", "rename", "typed", "-n", "renamed");
        await SilentAsync(
            0, "artifact-store", "register", "a", "-f", "s3", "--path=s3://bucket", $"--secret={Canary}", "--key={{s.password}}");
        await SilentAsync(0, "artifact-store", "update", "a", $"--token={Canary}");
        await SilentAsync(0, "artifact-store", "copy", "a", "b");
        await SilentAsync(0, "stack", "register", "st", "-o", "default", "-a", "a", "--set");
        await SilentAsync(0, new FakeTerminal(Canary, "n"), "stack", "register-secrets", "st");
        await SilentAsync(0, "stack", "export", "st", "stack.yaml");
        foreach (var reading in new[]
                 {
                     "secret list", "stack list", "stack describe", "stack validate", "stack get", "artifact-store list",
                     "artifact-store describe a", "artifact-store describe b", "artifact-store get",
                     "artifact-store flavor describe s3", "workspace list", "user list", "status", "version", "pipeline runs list",
                 })
        {
            foreach (var format in new[] { "table", "json", "yaml" })
            {
                await SilentAsync(0, [.. reading.Split(' '), "--output", format]);
            }
        }
    }

    private async Task UseCommandsThatFailAsync()
    {
        await SilentAsync(1, "secret", "create", "s", $"--password={Canary}");
        await SilentAsync(1, "secret", "create", "name", $"--password={Canary}");
        await SilentAsync(1, "secret", "create", "x", $"--name={Canary}");
        await SilentAsync(1, "secret", "create", "x", $"--pass-word={Canary}");
        await SilentAsync(2, "secret", "create", "x", "--password", Canary);
        await SilentAsync(2, "secret", "create", "x", $"--password {Canary}");
        await SilentAsync(2, "secret", "create", "x", $"--password={Canary}", $"--password={Canary}");
        await SilentAsync(1, "secret", "create", "x", $"--values={Canary}");
        await SilentAsync(1, "secret", "create", "x", "--values", $"a: [{Canary}]");
        await SilentAsync(1, "secret", "create", "x", "--values", $"{{\"a\": \"{Canary}\" \"b\"}}");
        await SilentAsync(1, "secret", "create", "x", "--values", $"a: \"{Canary}\nb: c: d");
        await SilentAsync(1, "secret", "create", "x", "--values", $"a: {Canary}\na: {Canary}");
        await SilentAsync(1, "secret", "create", "x", "--values", $"a: *{Canary}");
        await SilentAsync(1, "secret", "create", "x", "--values", $"a: {Canary}\n---\nb: c");
        await SilentAsync(1, "secret", "create", "x", $"--a={Canary}", "--b=@missing");
        await SilentAsync(1, "secret", "create", "x", $"--a={Canary}{new string('x', 1024 * 1024)}");
        await SilentAsync(1, "secret", "create", "x", $"--a={Canary}\ud800");
        await SilentAsync(1, "secret", "update", "s", $"--a={Canary}", "-r", "nothing");
        await SilentAsync(2, "secret", "update", "s", $"--a={Canary}", "-r", "a");
        await SilentAsync(1, "secret", "update", "nothing", $"--a={Canary}");
        await SilentAsync(1, new FakeTerminal("k", Canary), "secret", "create", "x", "-i");
        await SilentAsync(1, "secret", "rename", "renamed", "-n", "s");
        await SilentAsync(1, "secret", "get", "nothing");
        await SilentAsync(1, "secret", "delete", "s");
        await SilentAsync(1, "artifact-store", "register", "x", "-f", "s3", $"--path={Canary}");
        await SilentAsync(1, "artifact-store", "register", "x", "-f", "s3", "--path=s3://b", $"--nothing={Canary}");
        await SilentAsync(1, "artifact-store", "register", "x", "-f", "s3", "--path=s3://b", $"--client_kwargs={Canary}");
        await SilentAsync(1, "artifact-store", "update", "a", $"--config_kwargs={{\"a\": {Canary}");
        await SilentAsync(1, "experiment-tracker", "register", "x", "-f", "mlflow", $"--nested={Canary}");
        await SilentAsync(2, "secret", "crate", "x", $"--password={Canary}");
        await SilentAsync(2, "secret", "get", "x", $"--password={Canary}");
        await SilentAsync(2, "secret", "list", $"--page={Canary}");
        host.Variables.TryGetValue("ZENML_SECRETS_STORE_ENCRYPTION_KEY", out var key);
        host.Variables["ZENML_SECRETS_STORE_ENCRYPTION_KEY"] = Canary + " that is another key";
        await SilentAsync(1, "secret", "get", "s");
        await SilentAsync(1, "secret", "update", "s", $"--password={Canary}");
        host.Variables["ZENML_SECRETS_STORE_ENCRYPTION_KEY"] = Canary[..12];
        await SilentAsync(1, "secret", "create", "x", $"--password={Canary}");
        host.Variables.Remove("ZENML_SECRETS_STORE_ENCRYPTION_KEY");
        if (key is not null)
        {
            host.Variables["ZENML_SECRETS_STORE_ENCRYPTION_KEY"] = key;
        }
    }

    private async Task UseTheSdkAsync(string? key)
    {
        var token = TestContext.Current.CancellationToken;
        var warnings = new StringBuilder();
        var options = new ZenClientOptions
        {
            ConfigPath = Path.Combine(host.Folder, "config"), EncryptionKey = key, OnWarning = warning => warnings.Append(warning),
        };
        await using var client = ZenClient.Open(options);
        var created = await client.Secrets.CreateAsync("from the sdk", new() { ["k"] = Canary }, cancellationToken: token);
        var secret = await client.Secrets.GetAsync("from the sdk", cancellationToken: token);
        var component = await client.Components.GetAsync(ComponentType.ArtifactStore, "a", cancellationToken: token);
        var revealed = await client.Components.RevealAsync(component.Id, token);
        object[] objects =
        [
            options, created, secret, secret.Values, secret["k"], component, component.Configuration, revealed,
            revealed.Configuration, new SecretUpdate { Set = new() { ["k"] = Canary } },
        ];
        foreach (var shown in objects)
        {
            Assert.DoesNotContain(Canary, shown.ToString(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(
            Canary,
            $"{string.Join(' ', revealed.Configuration)} {string.Join(' ', secret.Values)} {warnings}",
            StringComparison.Ordinal);
        await Assert.ThrowsAsync<ZenException>(() =>
            client.Secrets.CreateAsync("from the sdk", new() { ["k"] = Canary }, cancellationToken: token));
        var update = new SecretUpdate { Set = new() { ["k"] = Canary }, IfVersion = 99 };
        await Assert.ThrowsAsync<ZenException>(() =>
            client.Secrets.UpdateAsync("from the sdk", update, cancellationToken: token));
        await Assert.ThrowsAsync<ZenException>(() => client.Components.RegisterAsync(
            ComponentType.ArtifactStore, "x", "s3", new() { ["path"] = Canary }, cancellationToken: token));
    }

    private async Task RunPipelinesAsync(string? key)
    {
        var token = TestContext.Current.CancellationToken;
        await using var client = ZenClient.Open(
            new ZenClientOptions { ConfigPath = Path.Combine(host.Folder, "config"), EncryptionKey = key });
        using var log = new StringWriter();
        async Task TalkAsync(StepContext step)
        {
            var value = (await step.Settings.GetAsync("password", token)).Reveal();
            Assert.Equal(Canary, value);
            await step.Log.WriteLineAsync($"The value is {value}.");
            foreach (var character in value)
            {
                await step.Log.WriteAsync(character);
            }

            await step.Log.WriteLineAsync();
        }

        await client.DefinePipeline("talks", options: new PipelineOptions { Log = log })
            .Step("talk", TalkAsync, new() { ["password"] = "{{s.password}}" })
            .RunAsync(token);
        await Assert.ThrowsAsync<ZenException>(() => client.DefinePipeline("misses", options: new PipelineOptions { Log = log })
            .Step("talk", TalkAsync, new() { ["password"] = "{{s.nothing}}" })
            .RunAsync(token));
        Assert.Contains("The value is ***.", log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, log.ToString(), StringComparison.Ordinal);
        await SilentAsync(0, "pipeline", "runs", "list", "--output", "json");
    }

    private async Task AssertThatFilesAreSilentAsync()
    {
        var encoded = Encoding.UTF8.GetBytes(Canary);
        string[] forms =
            [Canary, Convert.ToBase64String(encoded)[..^4], Convert.ToHexString(encoded), Convert.ToHexStringLower(encoded)];
        foreach (var file in Directory.EnumerateFiles(host.Folder, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            Assert.All(forms, form => Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(form)) < 0, $"The value lies in {file}."));
            Assert.True(bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(Canary)) < 0, $"The value lies in {file}.");
        }
    }

    private async Task AssertThatAskingWorksAsync()
    {
        Assert.Contains(Canary, (await host.RunAsync("secret", "get", "s")).Out, StringComparison.Ordinal);
        Assert.Contains(Canary, (await host.RunAsync("secret", "get", "s", "--output", "json")).Out, StringComparison.Ordinal);
        await SilentAsync(0, "secret", "export", "s", "-f", "out.yaml");
        var written = await File.ReadAllTextAsync(Path.Combine(host.Folder, "out.yaml"), TestContext.Current.CancellationToken);
        Assert.Contains(Canary, written, StringComparison.Ordinal);
    }

    private Task SilentAsync(int exitCode, params string[] arguments) =>
        SilentAsync(exitCode, new FakeTerminal { CanAsk = false }, arguments);

    private async Task SilentAsync(int exitCode, FakeTerminal terminal, params string[] arguments)
    {
        var run = await host.RunAsync(terminal, arguments);

        var command = string.Join(' ', arguments.Select(argument => argument.Length > 100 ? "..." : argument));
        Assert.False((run.Out + run.Error).Contains(Canary, StringComparison.Ordinal), $"zenml {command}\nprinted: {run.Out}{run.Error}");
        Assert.True(run.ExitCode == exitCode, $"zenml {command}\nended with {run.ExitCode}: {run.Error}");
    }

    private void Note(object? sender, FirstChanceExceptionEventArgs thrown) => exceptions.Add(thrown.Exception.ToString());
}
