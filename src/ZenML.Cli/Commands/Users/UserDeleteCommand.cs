using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Users;

/// <summary><c>zenml user delete</c>.</summary>
internal sealed class UserDeleteCommand : Command
{
    public UserDeleteCommand(CliContext context)
        : base("delete", Example.Of("Delete an account that owns nothing. There is no way back.", "zenml user delete ada --yes"))
    {
        var name = new Argument<string>("NAME") { Description = "A name, an id, or at least 8 digits of one." };
        var yes = CommonOptions.Yes();
        Arguments.Add(name);
        Options.Add(yes);
        SetAction(async (result, cancellationToken) =>
        {
            var user = await context.Client.Users.GetAsync(result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
            if (!result.GetValue(yes) && !context.Prompt.Confirm($"Delete the user '{user.Name}' ({user.Id})?"))
            {
                context.Writer.Say("Nothing was deleted.");
                return ExitCodes.Success;
            }

            await context.Client.Users.DeleteAsync(user.Id.ToString(), LookupMode.Exact, cancellationToken);
            context.Writer.Say($"Deleted the user '{user.Name}'.");
            return ExitCodes.Success;
        });
    }
}
