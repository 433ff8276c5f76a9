using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Users;

/// <summary><c>zenml user delete</c>.</summary>
internal sealed class UserDeleteCommand : DeleteCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME");

    public UserDeleteCommand(CliContext context)
        : base(context, "delete", Example.Of(
            "Delete a user who owns nothing. This cannot be undone.",
            "zenml user delete ada --yes")) =>
        Define(name.Completes(Names.Users), Yes);

    protected override async Task<Deletion> PrepareAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var user = await Context.Client.Users.GetAsync(result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
        return new(
            MessageText.Of($"Delete the user '{user.Name}' ({user.Id})?"),
            token => Context.Client.Users.DeleteAsync(user.Id.ToString(), LookupMode.Exact, token),
            MessageText.Of($"Deleted the user '{user.Name}'."));
    }
}
