using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Users;

/// <summary><c>zenml user update</c>.</summary>
internal sealed class UserUpdateCommand : BaseCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME");
    private readonly Option<string?> newName = new("--name", "-n") { Description = "The new name.", HelpName = "NAME" };
    private readonly Option<string?> fullName = new("--full_name", "-f") { Description = "The name for people.", HelpName = "TEXT" };
    private readonly Option<string?> email = new("--email", "-e") { Description = "The mail address, of your own account.", HelpName = "TEXT" };
    private readonly Option<bool> admin = new("--admin", "-a") { Description = "Make it an administrator." };
    private readonly Option<bool> user = new("--user", "-u") { Description = "Make it no administrator any more." };
    private readonly Option<bool?> active = new("--active") { Description = "Whether it may be used. Its sessions end when that changes.", HelpName = "true|false" };

    public UserUpdateCommand(CliContext context)
        : base(context, "update", Example.Of(
            "Change an account: your own, or as an administrator of a server any. What is not named stays.",
            "zenml user update ada --full_name 'Ada Lovelace' --admin",
            "zenml user update ada --active false"))
    {
        Define(name, newName, fullName, email, admin, user, active);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (result.GetValue(admin) && result.GetValue(user))
        {
            throw new ZenException(ErrorCode.InvalidArgument, "Give either --admin or --user.");
        }

        var update = new UserUpdate
        {
            Name = result.GetValue(newName),
            FullName = result.GetValue(fullName),
            Email = result.GetValue(email),
            IsAdmin = result.GetValue(admin) ? true : result.GetValue(user) ? false : null,
            IsActive = result.GetValue(active),
        };
        if (update == new UserUpdate())
        {
            throw new ZenException(ErrorCode.InvalidArgument, "There is nothing to change. Name something: zenml user update --help");
        }

        var changed = await Context.Client.Users.UpdateAsync(result.GetRequiredValue(name), update, LookupMode.Changing, cancellationToken);
        Context.Writer.Say($"Updated the user '{changed.Name}'.");
        return ExitCodes.Success;
    }
}
