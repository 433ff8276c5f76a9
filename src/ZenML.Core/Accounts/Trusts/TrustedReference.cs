namespace ZenML.Core.Accounts.Trusts;

/// <summary>Which runs of a repository are trusted.</summary>
/// <param name="Kind">By what they are told apart.</param>
/// <param name="Name">The branch, tag or environment. Each <c>*</c> in it stands for any characters.</param>
public sealed record TrustedReference(TrustedReferenceKind Kind, string Name);
