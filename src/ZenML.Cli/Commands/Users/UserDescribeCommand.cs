using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Users;

/// <summary><c>zenml user describe</c>.</summary>
internal sealed class UserDescribeCommand : DescribeCommand
{
    private readonly Argument<string?> name = CommonArguments.Optional("NAME", "yourself");

    public UserDescribeCommand(CliContext context)
        : base(context, "describe", Example.Of(
            "Show a user.",
            "zenml user describe ada")) => Define(name.Completes(Names.Users), Output);

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var current = await Context.Client.Users.GetCurrentAsync(cancellationToken);
        var user = result.GetValue(name) is { } text
            ? await Context.Client.Users.GetAsync(text, LookupMode.Reading, cancellationToken)
            : current;
        return UserData.Present(current).Describe(user);
    }
}
