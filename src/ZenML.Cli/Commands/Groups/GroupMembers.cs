using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Access;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Groups;

/// <summary>The arguments of the commands that add accounts to a group and remove them.</summary>
internal sealed class GroupMembers
{
    private readonly Argument<string> group = CommonArguments.ToChange("GROUP").Completes(Names.Groups);

    private readonly Argument<string[]> accounts = new Argument<string[]>("ACCOUNT")
    {
        Description = "A user or a service account: ada or service-account:ci. Can be repeated.",
        Arity = ArgumentArity.OneOrMore,
    }.Completes(Names.Accounts);

    /// <summary>Both arguments.</summary>
    public Symbol[] Arguments => [group, accounts];

    /// <summary>Makes a change for each account.</summary>
    /// <param name="context">What every command is given.</param>
    /// <param name="result">The command line.</param>
    /// <param name="change">Makes the change.</param>
    /// <param name="describe">Describes what was done. It is said one by one, so that it is clear what was if one of them fails.</param>
    /// <param name="cancellationToken">Cancels what is left to do.</param>
    public async Task ChangeAsync(
        CliContext context, ParseResult result, Func<Group, string, Task<GroupMembership>> change,
        Func<GroupMembership, string> describe, CancellationToken cancellationToken)
    {
        var found = await context.Client.Groups.GetAsync(result.GetRequiredValue(group), LookupMode.Changing, cancellationToken);
        foreach (var account in result.GetRequiredValue(accounts).Distinct(StringComparer.Ordinal))
        {
            context.Writer.Say(describe(await change(found, account)));
        }
    }
}
