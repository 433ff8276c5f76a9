using CsCheck;
using ZenML.Client.Settings;
using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;
using ZenML.Pipelines;
using ZenML.TestKit;

namespace ZenML.Client.Tests.References;

/// <summary>The check before a run and the run itself must always agree.</summary>
public class AgreementTests : ClientTest
{
    private static readonly Gen<string> Name = Gen.OneOf("app", "app2", "my_app", "ap", "App");
    private static readonly Gen<string> Key = Gen.OneOf("key", "key2", "a.key", "KEY");
    private static readonly Gen<SecretScope> Scope = Gen.OneOf(SecretScope.Workspace, SecretScope.User);

    private static readonly Gen<(string Name, SecretScope Scope, bool IsOthers, string[] Keys)[]> Secrets =
        Gen.Select(Name, Scope, Gen.Bool, Key.Array[0, 3]).Array[0, 6];

    private static readonly Gen<SecretReference[]> References =
        Gen.Select(Name, Key, (name, key) => new SecretReference(name, key)).Array[0, 4];

    [Fact]
    public async Task Validation_passes_if_and_only_if_the_run_resolves()
    {
        IZenServices[] callers = [await OpenConnection().OpenAsync(Token), await (await OpenConnectionOfOtherAsync()).OpenAsync(Token)];
        using var folder = new TemporaryFolder();
        var passed = 0;
        var failed = 0;

        await Gen.Select(Secrets, References).SampleAsync(
            async (secrets, references) =>
            {
                var workspace = await callers[0].Workspaces.CreateAsync(Guid.NewGuid().ToString(), "", CancellationToken.None);
                await AddAsync(callers, workspace, secrets);
                foreach (var services in callers)
                {
                    var resolves = await RunAsync(services, workspace, references, folder.Path, SecretValidationLevel.None);
                    var passes = await PassesAsync(services, workspace, references, SecretValidationLevel.SecretAndKeyExists);
                    var isThere = await PassesAsync(services, workspace, references, SecretValidationLevel.SecretExists);

                    Assert.Equal(resolves, passes);
                    Assert.Equal(
                        resolves,
                        await RunAsync(
                            services, workspace, references, folder.Path, SecretValidationLevel.SecretAndKeyExists));
                    Assert.True(isThere || !resolves);
                    Assert.True(await PassesAsync(services, workspace, references, SecretValidationLevel.None));
                    _ = resolves ? Interlocked.Increment(ref passed) : Interlocked.Increment(ref failed);
                }
            },
            iter: 100,
            threads: 1);

        // The property would prove nothing if one of the two outcomes never occurred.
        Assert.True(passed > 10 && failed > 10, $"{passed} passed, {failed} failed");
    }

    private static async Task AddAsync(
        IZenServices[] callers,
        Workspace workspace,
        (string Name, SecretScope Scope, bool IsOthers, string[] Keys)[] secrets)
    {
        foreach (var (name, scope, isOthers, keys) in secrets)
        {
            var values = new SecretValues(
                keys.Select(key => KeyValuePair.Create(key, new SensitiveString($"{name}-{scope}-{isOthers}-{key}"))));
            try
            {
                await callers[isOthers ? 1 : 0].Secrets.CreateAsync(
                    new NewSecret(workspace.Id, SecretName.Parse(name), scope, values), CancellationToken.None);
            }
            catch (ZenException exception) when (exception.Code == ErrorCode.AlreadyExists)
            {
                // A duplicate; the first one is kept.
            }
        }
    }

    private static async Task<bool> PassesAsync(
        IZenServices services, Workspace workspace, SecretReference[] references, SecretValidationLevel level) =>
        (await services.SecretMetadata.CheckAsync(workspace.Id, references, level, CancellationToken.None)).All(check => check.Passes);

    /// <summary>Whether a pipeline whose settings carry the references runs to its end, with a step that uses them all.</summary>
    private static async Task<bool> RunAsync(
        IZenServices services, Workspace workspace, SecretReference[] references, string folder, SecretValidationLevel level)
    {
        var options = new ZenClientOptions { ConfigPath = folder, ValidationLevel = level };
        var session = new ClientSession(new OpenConnection(services), new SettingsFile(options), options);
        session.SetWorkspace(workspace);
        await using var client = new ZenClient(session);
        ConfigurationMap settings = new()
        {
            ["all"] = new ConfigurationList(
                references.Select(reference => new ConfigurationText(reference.ToConfigurationText()))),
        };
        try
        {
            await client.DefinePipeline("p", settings, new PipelineOptions { Log = TextWriter.Null })
                .Step("use", async step =>
                {
                    for (var index = 0; index < references.Length; index++)
                    {
                        var value = await step.Settings.GetAsync($"all[{index}]", step.CancellationToken);
                        Assert.StartsWith($"{references[index].Name}-", value.Reveal(), StringComparison.Ordinal);
                        Assert.EndsWith($"-{references[index].Key}", value.Reveal(), StringComparison.Ordinal);
                    }
                })
                .RunAsync(CancellationToken.None);
            return true;
        }
        catch (ZenException exception) when (
            exception.Code == ErrorCode.MissingSecrets
                || exception.InnerException is ZenException { Code: ErrorCode.MissingSecrets })
        {
            return false;
        }
    }
}
