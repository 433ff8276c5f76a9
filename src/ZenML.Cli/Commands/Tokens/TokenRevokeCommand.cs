using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Accounts.Tokens;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Tokens;

/// <summary><c>zenml token revoke</c>.</summary>
internal sealed class TokenRevokeCommand : DeleteCommand
{
    private readonly Argument<string> id = new("TOKEN")
    {
        Description = "The id of the token, or at least the first 8 digits of it. Administrators can revoke the tokens of all accounts.",
    };

    public TokenRevokeCommand(CliContext context)
        : base(context, "revoke", Example.Of(
            "Revoke a token at once. The token of a login ends with all tokens that were issued from it, the token of a device with the "
                + "device. An API key stays valid: programs that have it log in again.",
            "zenml token revoke 1f9c3b2a --yes")) => Define(id.Completes(Names.Tokens), Yes);

    protected override string Declined => "Nothing was changed.";

    protected override async Task<Deletion> PrepareAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var found = await Context.Client.Tokens.GetAsync(result.GetRequiredValue(id), LookupMode.Changing, cancellationToken);
        var what = MessageText.Of(
            $"the token {found.Id} of '{found.Account.Name}' ({TokenData.Login(found)}{(found.IsDerived ? ", for a program" : "")})");
        return new(
            found.IsCurrent ? $"Revoke {what}, which you are using now?" : $"Revoke {what}?",
            token => Context.Client.Tokens.RevokeAsync(found.Id, token),
            $"Revoked {what}.{Hint(found)}");
    }

    private static string Hint(IssuedToken token) => token is { IsDerived: false, ApiKey: { } key }
        ? $" To end the API key too: zenml service-account api-key delete {ShellWord.Quote(token.Account.Name)} {ShellWord.Quote(key.Name)}"
        : "";
}
