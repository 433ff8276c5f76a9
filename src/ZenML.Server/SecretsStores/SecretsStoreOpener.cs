using ZenML.Core.Secrets.Storage;

namespace ZenML.Server.SecretsStores;

/// <summary>Creates the driver of a back end. It does not connect yet.</summary>
/// <param name="context">What the driver needs of the server.</param>
internal delegate ISecretsStore SecretsStoreOpener(SecretsStoreContext context);
