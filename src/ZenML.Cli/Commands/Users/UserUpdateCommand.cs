using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Users;

/// <summary><c>zenml user update</c>.</summary>
internal sealed class UserUpdateCommand : Command
{
    public UserUpdateCommand(CliContext context)
        : base("update", Example.Of(
            "Change an account: your own, or as an administrator of a server any. What is not named stays.",
            "zenml user update ada --full_name 'Ada Lovelace' --admin",
            "zenml user update ada --active false"))
    {
        var name = new Argument<string>("NAME") { Description = "A name, an id, or at least 8 digits of one." };
        var newName = new Option<string?>("--name", "-n") { Description = "The new name.", HelpName = "NAME" };
        var fullName = new Option<string?>("--full_name", "-f") { Description = "The name for people.", HelpName = "TEXT" };
        var email = new Option<string?>("--email", "-e") { Description = "The mail address, of your own account.", HelpName = "TEXT" };
        var admin = new Option<bool>("--admin", "-a") { Description = "Make it an administrator." };
        var user = new Option<bool>("--user", "-u") { Description = "Make it no administrator any more." };
        var active = new Option<bool?>("--active") { Description = "Whether it may be used. Its sessions end when that changes.", HelpName = "true|false" };
        Arguments.Add(name);
        foreach (var option in new Option[] { newName, fullName, email, admin, user, active })
        {
            Options.Add(option);
        }

        SetAction(async (result, cancellationToken) =>
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

            var changed = await context.Client.Users.UpdateAsync(result.GetRequiredValue(name), update, LookupMode.Changing, cancellationToken);
            context.Writer.Say($"Updated the user '{changed.Name}'.");
            return ExitCodes.Success;
        });
    }
}
