using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Components;

/// <summary><c>zenml TYPE rename</c>.</summary>
internal sealed class ComponentRenameCommand : BaseCommand
{
    private readonly ComponentType type;
    private readonly Argument<string> name = CommonArguments.ToChange("NAME");
    private readonly Argument<string> newName = new("NEW_NAME") { Description = "The new name." };

    public ComponentRenameCommand(CliContext context, ComponentType type)
        : base(context, "rename", Example.Of(
            $"Rename {ComponentNoun.Article(type)} {type.Words()}. Stacks that use it are not affected.",
            $"zenml {type.CommandName()} rename my_{type.WireName()} new_name"))
    {
        this.type = type;
        Define(name, newName);
        name.Completes(Names.Components(type));
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var component = await Context.Client.Components.GetAsync(
            type, result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
        var renamed = await Context.Client.Components.UpdateAsync(
            component.Id, new ComponentUpdate { Name = result.GetRequiredValue(newName) }, cancellationToken);
        Context.Writer.Say($"Renamed the {type.Words()} '{component.Name}' to '{renamed.Name}'.");
        return ExitCodes.Success;
    }
}
