using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Users;

/// <summary><c>zenml user update</c>.</summary>
internal sealed class UserUpdateCommand : BaseCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME");
    private readonly Option<string?> newName = new("--name", "-n") { Description = "The new name.", HelpName = "NAME" };
    private readonly Option<string?> fullName = new("--full-name", "-f")
    {
        Description = "The display name.",
        HelpName = "TEXT",
    };

    private readonly Option<string?> email = new("--email", "-e")
    {
        Description = "The email address. You can change only your own.",
        HelpName = "TEXT",
    };

    private readonly Option<bool> admin = new("--admin", "-a") { Description = "Make the user an administrator." };
    private readonly Option<bool> user = new("--user", "-u") { Description = "Make the user a regular user." };
    private readonly Option<bool?> active = new("--active")
    {
        Description = "Whether the account can be used. Changing this ends its sessions.",
        HelpName = "true|false",
    };

    public UserUpdateCommand(CliContext context)
        : base(context, "update", Example.Of(
            "Change your own account or, as an administrator, any user. Only what you specify is changed.",
            "zenml user update ada --full-name 'Ada Lovelace' --admin",
            "zenml user update ada --active false"))
    {
        Define(name.Completes(Names.Users), newName.Completes(CompletionSource.FreeText), fullName, email, admin, user, active);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (result.GetValue(admin) && result.GetValue(user))
        {
            throw new UsageException("Use either --admin or --user, not both.");
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
            throw new UsageException(
                "Nothing to change. To see the options: zenml user update --help");
        }

        var changed = await Context.Client.Users.UpdateAsync(result.GetRequiredValue(name), update, LookupMode.Changing, cancellationToken);
        Context.Writer.Say($"Updated the user '{changed.Name}'.");
        return ExitCodes.Success;
    }
}
