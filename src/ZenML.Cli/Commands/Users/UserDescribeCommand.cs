using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Users;

/// <summary><c>zenml user describe</c>.</summary>
internal sealed class UserDescribeCommand : Command
{
    public UserDescribeCommand(CliContext context)
        : base("describe", Example.Of("Show an account.", "zenml user describe default"))
    {
        var name = new Argument<string?>("NAME") { Description = "A name, an id or the beginning of one. Without it, your own account.", Arity = ArgumentArity.ZeroOrOne };
        var output = CommonOptions.Output();
        Arguments.Add(name);
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var current = await context.Client.Users.GetCurrentAsync(cancellationToken);
            var user = result.GetValue(name) is { } text ? await context.Client.Users.GetAsync(text, LookupMode.Reading, cancellationToken) : current;
            Listing.WriteOne(context.Writer, result.GetFormat(output), UserData.Of(user), UserData.Columns, UserData.Row(user, current));
            return ExitCodes.Success;
        });
    }
}
