namespace ZenML.Protocol.Extensions;

/// <summary>A rule of a trust that an identity token does not meet, as it travels.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Message">What is wrong; nothing of the token is in it.</param>
public sealed record TrustProblemBody(string Rule, string Message);
