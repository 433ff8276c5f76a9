using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Components;

/// <summary><c>zenml TYPE copy</c>.</summary>
internal sealed class ComponentCopyCommand : Command
{
    public ComponentCopyCommand(CliContext context, ComponentType type)
        : base("copy", Example.Of(
            $"Register a copy of {ComponentNoun.Article(type)} {type.Words()}, with all its attributes and labels.", $"zenml {type.CommandName()} copy original the_copy"))
    {
        var source = new Argument<string>("SOURCE") { Description = "A name, an id, or at least 8 digits of one." };
        var target = new Argument<string>("TARGET") { Description = "The name of the copy." };
        Arguments.Add(source);
        source.SuggestComponents(context, type);
        Arguments.Add(target);
        SetAction(async (result, cancellationToken) =>
        {
            var component = await context.Client.Components.GetAsync(type, result.GetRequiredValue(source), LookupMode.Changing, cancellationToken);
            var copy = await context.Client.Components.CopyAsync(component.Id, result.GetRequiredValue(target), cancellationToken);
            context.Writer.Say($"Copied the {type.Words()} '{component.Name}' to '{copy.Name}'.");
            return ExitCodes.Success;
        });
    }
}
