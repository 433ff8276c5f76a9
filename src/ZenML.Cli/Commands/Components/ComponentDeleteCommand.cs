using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Components;

/// <summary><c>zenml TYPE delete</c>.</summary>
internal sealed class ComponentDeleteCommand : Command
{
    public ComponentDeleteCommand(CliContext context, ComponentType type)
        : base("delete", Example.Of($"Delete {ComponentNoun.Article(type)} {type.Words()} that is in no stack.", $"zenml {type.CommandName()} delete my_{type.WireName()}"))
    {
        var name = new Argument<string>("NAME") { Description = "A name, an id, or at least 8 digits of one." };
        Arguments.Add(name);
        name.SuggestComponents(context, type);
        Options.Add(new Option<bool>("--yes", "-y") { Description = "Accepted for the sake of scripts; this asks nothing." });
        SetAction(async (result, cancellationToken) =>
        {
            var component = await context.Client.Components.GetAsync(type, result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
            await context.Client.Components.DeleteAsync(component.Id, cancellationToken);
            context.Writer.Say($"Deleted the {type.Words()} '{component.Name}'.");
            return ExitCodes.Success;
        });
    }
}
