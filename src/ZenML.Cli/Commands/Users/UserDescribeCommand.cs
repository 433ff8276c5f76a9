using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
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
        return UserData.Describe(user, current, await FindIdentityAsync(user, cancellationToken));
    }

    /// <returns>The person; null also where there is no single sign-on, and for accounts of others if you are no administrator.</returns>
    private async Task<LinkedIdentity?> FindIdentityAsync(User user, CancellationToken cancellationToken)
    {
        try
        {
            return await Context.Client.Users.FindIdentityAsync(user.Id.ToString(), cancellationToken);
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotAllowed)
        {
            return null;
        }
    }
}
