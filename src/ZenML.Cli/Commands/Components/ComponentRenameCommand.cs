using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Components;

/// <summary><c>zenml TYPE rename</c>.</summary>
internal sealed class ComponentRenameCommand : Command
{
    public ComponentRenameCommand(CliContext context, ComponentType type)
        : base("rename", Example.Of(
            $"Give {ComponentNoun.Article(type)} {type.Words()} another name. Stacks keep it.", $"zenml {type.CommandName()} rename old_name new_name"))
    {
        var name = new Argument<string>("NAME") { Description = "A name, an id, or at least 8 digits of one." };
        var newName = new Argument<string>("NEW_NAME") { Description = "The new name." };
        Arguments.Add(name);
        name.SuggestComponents(context, type);
        Arguments.Add(newName);
        SetAction(async (result, cancellationToken) =>
        {
            var component = await context.Client.Components.GetAsync(type, result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
            var renamed = await context.Client.Components.UpdateAsync(component.Id, new ComponentUpdate { Name = result.GetRequiredValue(newName) }, cancellationToken);
            context.Writer.Say($"Renamed the {type.Words()} '{component.Name}' to '{renamed.Name}'.");
            return ExitCodes.Success;
        });
    }
}
