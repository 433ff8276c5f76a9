using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Access;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Groups;

/// <summary><c>zenml group delete</c>.</summary>
internal sealed class GroupDeleteCommand : DeleteCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME");

    public GroupDeleteCommand(CliContext context)
        : base(context, "delete", Example.Of(
            "Delete a group with its roles and the shares that it has. Its members keep their accounts. This cannot be undone.",
            "zenml group delete ops --yes")) => Define(name.Completes(Names.Groups), Yes);

    protected override async Task<Deletion> PrepareAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var group = await Context.Client.Groups.GetAsync(result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
        var members = await Context.Client.Groups.ListMembersAsync(group.Id, cancellationToken);
        var access = await Context.Client.Users.GetAccessAsync($"{NamedHolder.GroupPrefix}{group.Id}", cancellationToken);
        var losses = Sentence.Join(
        [
            Number.Of(members.Count, "member"), Number.Of(access.Roles.Count, "role"), Number.Of(access.Grants.Count, "shared secret"),
        ]);
        return new(
            MessageText.Of($"Delete the group '{group.Name}' with {losses:raw}?"),
            token => Context.Client.Groups.DeleteAsync(group.Id, token),
            MessageText.Of($"Deleted the group '{group.Name}'."));
    }
}
