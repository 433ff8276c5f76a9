using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Access;
using ZenML.Core.Errors;

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
            Context, result, (group, account) => Context.Client.Groups.AddMemberAsync(group.Id, account, cancellationToken), Describe,
            cancellationToken);
        return ExitCodes.Success;
    }

    private static string Describe(GroupMembership member) => member.IsChanged
        ? MessageText.Of($"Added '{member.Account.Text}' to the group '{member.Group.Name}'.")
        : MessageText.Of($"'{member.Account.Text}' is in the group '{member.Group.Name}' already.");
}
