using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Access;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.Groups;

/// <summary><c>zenml group update</c>.</summary>
internal sealed class GroupUpdateCommand : BaseCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME");
    private readonly Option<string?> newName = new("--name", "-n") { Description = "The new name.", HelpName = "NAME" };
    private readonly Option<string?> description = new("--description", "-d")
    {
        Description = "What the group is for.",
        HelpName = "TEXT",
    };

    public GroupUpdateCommand(CliContext context)
        : base(context, "update", Example.Of(
            "Change the name or description of a group. Its members, roles and secrets stay.",
            "zenml group update ops --name on-call"))
    {
        Define(name.Completes(Names.Groups), newName.Completes(CompletionSource.FreeText), description);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var update = new GroupUpdate(result.GetValue(newName), result.GetValue(description));
        if (update == new GroupUpdate())
        {
            throw new UsageException("Nothing to change. Use --name or --description.");
        }

        var group = await Context.Client.Groups.GetAsync(result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
        var changed = await Context.Client.Groups.UpdateAsync(group.Id, update, cancellationToken);
        Context.Writer.Say($"Updated the group '{changed.Name}'.");
        return ExitCodes.Success;
    }
}
