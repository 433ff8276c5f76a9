namespace ZenML.Protocol.Extensions;

/// <summary>How a trust would judge an identity token, as it travels.</summary>
/// <param name="Name">The name of the trust.</param>
/// <param name="Problems">What the token does not meet; empty if it would be accepted.</param>
public sealed record TrustTestBody(string Name, IReadOnlyList<TrustProblemBody> Problems);
