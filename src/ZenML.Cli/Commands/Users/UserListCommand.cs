using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Accounts.Users;

namespace ZenML.Cli.Commands.Users;

/// <summary><c>zenml user list</c>.</summary>
internal sealed class UserListCommand : Command
{
    public UserListCommand(CliContext context)
        : base("list", Example.Of("List the accounts of the store.", "zenml user list --output json"))
    {
        var options = new ListOptions(this, UserFields.All);
        var output = CommonOptions.Output();
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var page = await context.Client.Users.ListPageAsync(options.Read(result), cancellationToken);
            var current = await context.Client.Users.GetCurrentAsync(cancellationToken);
            Listing.Write(context.Writer, result.GetFormat(output), page, "users", UserData.Of, UserData.Columns, user => UserData.Row(user, current));
            return ExitCodes.Success;
        });
    }
}
