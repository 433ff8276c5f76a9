namespace ZenML.Core.Accounts.Users;

/// <summary>The session of a caller's token.</summary>
/// <param name="Origin">How the session was opened.</param>
/// <param name="IsDerived">Whether the token was derived from the token of the session, for a program.</param>
public sealed record CallerSession(SessionOrigin Origin, bool IsDerived);
