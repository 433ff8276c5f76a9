namespace ZenML.SecretsStores.Command;

/// <summary>The program ended, or is not one that speaks the protocol. A request that it had may have been carried out.</summary>
/// <param name="problem">What is wrong, as a sentence without a value.</param>
/// <param name="cause">The cause; null for none.</param>
internal sealed class CommandException(string problem, Exception? cause = null) : IOException(problem, cause);
