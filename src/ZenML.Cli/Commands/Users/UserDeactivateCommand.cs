using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Users;

/// <summary><c>zenml user deactivate</c>.</summary>
internal sealed class UserDeactivateCommand : BaseCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME");
    private readonly Option<string?> outFile = OutFile.Option("the token");

    public UserDeactivateCommand(CliContext context)
        : base(context, "deactivate", Example.Of(
            "Deactivate a user and end their sessions. With a token, which is written to standard output and shown only "
                + "once, the user can activate the account again and choose a new password. Use this to reset a "
                + "forgotten password.",
            "zenml user deactivate ada",
            "zenml user deactivate ada --out-file token.txt"))
    {
        Define(name.Completes(Names.Users), outFile);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var path = OutFile.Read(result, Context, outFile);
        var deactivated = await Context.Client.Users.DeactivateAsync(result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
        Context.Writer.Say($"Deactivated the user '{deactivated.User.Name}'.");
        await ActivationToken.ShowAsync(Context, deactivated, path, cancellationToken);
        return ExitCodes.Success;
    }
}
