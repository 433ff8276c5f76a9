using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;

namespace ZenML.Cli.Commands.Users;

/// <summary><c>zenml user list</c>.</summary>
internal sealed class UserListCommand(CliContext context) : ListCommand<User>(
    context, Example.Of("List the users of the store.", "zenml user list --output json"), UserFields.All)
{
    protected override async Task<PageView<User>> ReadAsync(ParseResult result, ListQuery query, CancellationToken cancellationToken)
    {
        var page = await Context.Client.Users.ListPageAsync(query, cancellationToken);
        var current = await Context.Client.Users.GetCurrentAsync(cancellationToken);
        if (page.Total == 0 && !current.IsAdmin)
        {
            Context.Writer.Say("Only administrators see other accounts.");
        }

        return new(page, UserData.Present(current));
    }
}
