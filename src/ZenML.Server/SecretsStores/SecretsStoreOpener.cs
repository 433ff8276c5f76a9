using ZenML.Core.Secrets.Storage;

namespace ZenML.Server.SecretsStores;

/// <summary>Creates the driver of a back end. It does not connect yet.</summary>
/// <param name="clock">The clock.</param>
internal delegate ISecretsStore SecretsStoreOpener(TimeProvider clock);
