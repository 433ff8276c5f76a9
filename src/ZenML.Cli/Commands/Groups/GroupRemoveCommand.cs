using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Access;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Groups;

/// <summary><c>zenml group remove</c>.</summary>
internal sealed class GroupRemoveCommand : BaseCommand
{
    private readonly GroupMembers members = new();

    public GroupRemoveCommand(CliContext context)
        : base(context, "remove", Example.Of(
            "Remove accounts from a group. At once, they lose its roles and the secrets that are shared with it; what they have by "
                + "themselves or through other groups stays.",
            "zenml group remove ops ada")) => Define(members.Arguments);

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        await members.ChangeAsync(
            Context, result, (group, account) => Context.Client.Groups.RemoveMemberAsync(group.Id, account, cancellationToken), Describe,
            cancellationToken);
        return ExitCodes.Success;
    }

    private static string Describe(GroupMembership member) => member.IsChanged
        ? MessageText.Of($"Removed '{member.Account.Text}' from the group '{member.Group.Name}'.")
        : MessageText.Of($"'{member.Account.Text}' is not in the group '{member.Group.Name}'.");
}
