using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Components;

/// <summary><c>zenml TYPE copy</c>.</summary>
internal sealed class ComponentCopyCommand : BaseCommand
{
    private readonly ComponentType type;
    private readonly Argument<string> source = CommonArguments.ToChange("SOURCE");
    private readonly Argument<string> target = new("TARGET") { Description = "The name of the copy." };

    public ComponentCopyCommand(CliContext context, ComponentType type)
        : base(context, "copy", Example.Of(
            $"Register a copy of {ComponentNoun.Article(type)} {type.Words()} under another name, with its attributes and labels.",
            $"zenml {type.CommandName()} copy my_{type.WireName()} my_copy"))
    {
        this.type = type;
        Define(source, target);
        source.Completes(Names.Components(type));
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var component = await Context.Client.Components.GetAsync(
            type, result.GetRequiredValue(source), LookupMode.Changing, cancellationToken);
        var copy = await Context.Client.Components.CopyAsync(component.Id, result.GetRequiredValue(target), cancellationToken);
        Context.Writer.Say($"Copied the {type.Words()} '{component.Name}' to '{copy.Name}'.");
        return ExitCodes.Success;
    }
}
