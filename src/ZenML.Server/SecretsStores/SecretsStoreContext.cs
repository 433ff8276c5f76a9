using ZenML.SecretsStores.Entries;

namespace ZenML.Server.SecretsStores;

/// <summary>What a driver needs of the server.</summary>
/// <param name="Clock">The clock.</param>
/// <param name="Owner">The server that entries belong to.</param>
/// <param name="Warn">Logs a warning, which never contains a value.</param>
public sealed record SecretsStoreContext(TimeProvider Clock, EntryOwner Owner, Action<string> Warn);
