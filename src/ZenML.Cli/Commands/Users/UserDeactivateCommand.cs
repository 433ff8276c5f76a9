using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Users;

/// <summary><c>zenml user deactivate</c>.</summary>
internal sealed class UserDeactivateCommand : Command
{
    public UserDeactivateCommand(CliContext context)
        : base("deactivate", Example.Of(
            "Deactivate an account. Its sessions end; its owner can activate it with a token that is written to standard output, this once, and choose another password. Also the way for who forgot theirs.",
            "zenml user deactivate ada",
            "zenml user deactivate ada --out-file token.txt"))
    {
        var name = new Argument<string>("NAME") { Description = "A name, an id, or at least 8 digits of one." };
        var outFile = OutFile.Option("the token");
        Arguments.Add(name);
        Options.Add(outFile);
        SetAction(async (result, cancellationToken) =>
        {
            var path = OutFile.Read(result, context, outFile);
            var deactivated = await context.Client.Users.DeactivateAsync(result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
            context.Writer.Say($"Deactivated the user '{deactivated.User.Name}'.");
            await ActivationToken.ShowAsync(context, deactivated, path, cancellationToken);
            return ExitCodes.Success;
        });
    }
}
