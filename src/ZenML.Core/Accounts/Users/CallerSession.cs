namespace ZenML.Core.Accounts.Users;

/// <summary>The session that a caller's token belongs to.</summary>
/// <param name="Origin">What the session was opened with.</param>
/// <param name="IsDerived">Whether the token was issued from that of the session, to be given to a program.</param>
public sealed record CallerSession(SessionOrigin Origin, bool IsDerived);
