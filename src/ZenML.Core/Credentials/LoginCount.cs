namespace ZenML.Core.Credentials;

/// <summary>How many logins failed that count together.</summary>
/// <param name="Failures">How many.</param>
/// <param name="Expires">When they no longer count.</param>
public sealed record LoginCount(long Failures, DateTimeOffset Expires);
