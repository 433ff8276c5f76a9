namespace ZenML.Protocol.Extensions;

/// <summary>What refers to secrets.</summary>
/// <param name="Secrets">The secrets, each with its uses.</param>
public sealed record SecretUsagesBody(IReadOnlyList<UsedSecret> Secrets);
