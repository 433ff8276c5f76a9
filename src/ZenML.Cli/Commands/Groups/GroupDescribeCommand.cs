using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.Users;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Access;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Groups;

/// <summary><c>zenml group describe</c>.</summary>
internal sealed class GroupDescribeCommand : DescribeCommand
{
    private readonly Argument<string> name = CommonArguments.ToRead("NAME");

    public GroupDescribeCommand(CliContext context)
        : base(context, "describe", Example.Of(
            "Show a group: its accounts, its roles and the secrets that are shared with it.",
            "zenml group describe ops")) => Define(name.Completes(Names.Groups), Output);

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var group = await Context.Client.Groups.GetAsync(result.GetRequiredValue(name), LookupMode.Reading, cancellationToken);
        var members = await Context.Client.Groups.ListMembersAsync(group.Id, cancellationToken);
        var access = await Context.Client.Users.GetAccessAsync($"{NamedHolder.GroupPrefix}{group.Id}", cancellationToken);
        return new(
            () => GroupData.Of(group, members, access),
            writer =>
            {
                writer.WriteTable(
                    [new("PROPERTY"), new("VALUE")],
                    [
                        ["NAME", group.Name],
                        ["ID", group.Id.ToString()],
                        ["DESCRIPTION", group.Description],
                        ["CREATED", Times.Text(group.Created)],
                        ["MEMBERS", string.Join(", ", members.Select(member => member.Text))],
                    ]);
                HolderAccessDocument.Write(writer, access);
            });
    }
}
