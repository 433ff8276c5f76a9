namespace ZenML.Core.Secrets.Storage;

/// <summary>A secret changed between the decision and the commit: the transaction is rolled back, and the change starts over.</summary>
internal sealed class StaleChangeException() : Exception("The secret changed meanwhile.");
