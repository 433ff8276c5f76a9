using ZenML.Server.Configuration;

namespace ZenML.Server.SecretsStores;

/// <summary>A kind of back end for the values of secrets.</summary>
/// <param name="Name">What a server's settings call it.</param>
/// <param name="Settings">Its own settings, for the help and the guide.</param>
/// <param name="Read">Reads and checks its settings, and returns what opens it.</param>
internal sealed record SecretsStoreKind(
    string Name, IReadOnlyList<Setting> Settings, Func<SettingsReader, SecretsStoreOpener> Read);
