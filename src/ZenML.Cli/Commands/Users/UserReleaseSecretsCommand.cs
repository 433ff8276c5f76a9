using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Users;

/// <summary><c>zenml user release-secrets</c>.</summary>
internal sealed class UserReleaseSecretsCommand : BaseCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME");

    public UserReleaseSecretsCommand(CliContext context)
        : base(context, "release-secrets", Example.Of(
            "Show the private secrets of a user again after their password was reset. Whoever has the new password can then "
                + "read them, so make sure that it is the user. The audit log and the user's next login name you.",
            "zenml user release-secrets ada"))
    {
        Define(name.Completes(Names.Users));
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var user = await Context.Client.Users.ReleaseSecretsAsync(
            result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
        Context.Writer.Say($"The private secrets of '{user.Name}' are visible to that account again.");
        return ExitCodes.Success;
    }
}
