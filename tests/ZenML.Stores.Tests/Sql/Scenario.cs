using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;
using ZenML.Core.Workspaces;
using ZenML.TestKit;

namespace ZenML.Stores.Tests.Sql;

/// <summary>Short forms of what many tests do.</summary>
internal static class Scenario
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<SecretInfo> AddSecretAsync(
        this TemporaryStore store,
        string name,
        SecretValues? values = null,
        SecretScope scope = SecretScope.Workspace,
        IZenServices? services = null,
        Id<Workspace>? workspace = null) =>
        (services ?? store.Services).Secrets.CreateAsync(
            new NewSecret(
                workspace ?? store.Workspace.Id,
                SecretName.Parse(name),
                scope,
                values ?? new SecretValues { ["key"] = "value" }),
            Token);

    public static Task<Secret> GetSecretAsync(
        this TemporaryStore store,
        string text,
        IZenServices? services = null,
        SecretScope? scope = null,
        LookupMode mode = LookupMode.Exact) =>
        (services ?? store.Services).Secrets.FindWithValuesAsync(store.Workspace.Id, text, scope, mode, Token);

    /// <summary>Registers a flavor with a sensitive attribute <c>password</c>, and others.</summary>
    public static Task<Flavor> AddFlavorAsync(this TemporaryStore store, string name = "tracker") => store.Services.Flavors.RegisterAsync(
        store.Workspace.Id,
        new FlavorDefinition
        {
            Name = name,
            Type = ComponentType.ExperimentTracker,
            Schema = new FlavorSchema
            {
                Attributes =
                [
                    new FlavorAttribute { Name = "password", Shape = new AttributeShape.Text(), IsSensitive = true },
                    new FlavorAttribute { Name = "token", Shape = new AttributeShape.Text(), IsSensitive = true },
                    new FlavorAttribute { Name = "uri", Shape = new AttributeShape.Text() },
                    new FlavorAttribute { Name = "tags", Shape = new AttributeShape.Any() },
                ],
            },
        },
        Token);

    public static Task<Component> AddComponentAsync(
        this TemporaryStore store, string name, ConfigurationMap? configuration = null, string flavor = "tracker") =>
        store.Services.Components.RegisterAsync(
            new NewComponent(store.Workspace.Id, ComponentType.ExperimentTracker, name, flavor, configuration ?? new ConfigurationMap()),
            Token);

    public static async Task<ZenException> FailsAsync(ErrorCode code, Func<Task> action)
    {
        var exception = await Assert.ThrowsAsync<ZenException>(action);
        Assert.Equal(code, exception.Code);
        return exception;
    }

    /// <summary>All files of a folder with their bytes.</summary>
    public static Dictionary<string, byte[]> ReadFiles(string folder) =>
        Directory.EnumerateFiles(folder).ToDictionary(path => Path.GetFileName(path)!, File.ReadAllBytes);
}
