using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Accounts.Tokens;
using ZenML.Core.Querying;

namespace ZenML.Cli.Commands.Tokens;

/// <summary><c>zenml token list</c>.</summary>
internal sealed class TokenListCommand : ListCommand<IssuedToken>
{
    private readonly Option<bool> all = new("--all")
    {
        Description = "List the tokens of all accounts. Only administrators can do this.",
    };

    public TokenListCommand(CliContext context)
        : base(
            context,
            Example.Of(
                "List your valid tokens, newest first: those of logins, and those that were issued for programs such as pipeline runs. The "
                    + "text of a token is not stored anywhere.",
                "zenml token list",
                "zenml token list --all --origin=api_key --sort-by=desc:last_used --output json"),
            IssuedTokenFields.All,
            newestFirst: true) => Define(all);

    protected override async Task<PageView<IssuedToken>> ReadAsync(
        ParseResult result, ListQuery query, CancellationToken cancellationToken) =>
        new(await Context.Client.Tokens.ListPageAsync(query, result.GetValue(all), cancellationToken), TokenData.Presentation);
}
