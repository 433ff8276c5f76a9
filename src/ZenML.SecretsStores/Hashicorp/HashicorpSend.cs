namespace ZenML.SecretsStores.Hashicorp;

/// <summary>Sends one request to Vault.</summary>
/// <param name="operation">What it does, for spans.</param>
/// <param name="method">The method.</param>
/// <param name="path">The encoded path after <c>/v1/</c>.</param>
/// <param name="body">JSON; null for none.</param>
/// <param name="token">The token; null for none.</param>
/// <param name="cancellationToken">Cancels the request.</param>
internal delegate Task<HashicorpAnswer> HashicorpSend(
    string operation, HttpMethod method, string path, ReadOnlyMemory<byte>? body, string? token, CancellationToken cancellationToken);
