using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Access;

namespace ZenML.Cli.Commands.Groups;

/// <summary><c>zenml group add</c>.</summary>
internal sealed class GroupAddCommand : BaseCommand
{
    private readonly GroupMembers members = new();

    public GroupAddCommand(CliContext context)
        : base(context, "add", Example.Of(
            "Add accounts to a group. At once, they have its roles and the secrets that are shared with it.",
            "zenml group add ops ada service-account:ci")) => Define(members.Arguments);

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        await members.ChangeAsync(
            Context, result, (group, account) => Context.Client.Groups.AddMemberAsync(group.Id, account, cancellationToken), Say,
            cancellationToken);
        return ExitCodes.Success;
    }

    private void Say(GroupMembership member)
    {
        if (member.IsChanged)
        {
            Context.Writer.Say($"Added '{member.Account.Text}' to the group '{member.Group.Name}'.");
        }
        else
        {
            Context.Writer.Say($"'{member.Account.Text}' is in the group '{member.Group.Name}' already.");
        }
    }
}
