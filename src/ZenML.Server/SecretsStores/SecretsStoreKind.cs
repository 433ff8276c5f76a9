using ZenML.Server.Configuration;

namespace ZenML.Server.SecretsStores;

/// <summary>A kind of back end for the values of secrets.</summary>
/// <param name="Name">What a server's settings call it.</param>
/// <param name="Settings">
/// Its own settings, for the help and the guide. Each is named by what follows the prefix. Kinds can share a name.
/// </param>
/// <param name="Read">
/// Reads and checks its settings, and returns what opens it. If there are problems, it reports them, and what it returns is not used.
/// </param>
internal sealed record SecretsStoreKind(string Name, IReadOnlyList<Setting> Settings, Func<StoreSettings, SecretsStoreOpener> Read)
{
    /// <summary>Variables of the vendor that it reads too, by their whole names.</summary>
    public IReadOnlyList<Setting> VendorSettings { get; init; } = [];
}
