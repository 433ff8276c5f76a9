namespace ZenML.SecretsStores.Requests;

/// <summary>One try of a request took too long. The whole request may still have time.</summary>
internal sealed class TryTimeoutException(Exception cause) : IOException("There was no answer in time.", cause);
