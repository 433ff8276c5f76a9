namespace ZenML.Cli.Commands.Tokens;

/// <summary>The group <c>token</c>.</summary>
internal static class TokenNoun
{
    public static Noun Noun { get; } = new("token", "Manage the valid access tokens of a server.",
    [
        new("list", "List valid tokens.", context => new TokenListCommand(context)),
        new("revoke", "Revoke a token.", context => new TokenRevokeCommand(context)),
    ], "zenml token list");
}
