using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Components;

/// <summary><c>zenml TYPE update</c>.</summary>
internal sealed class ComponentUpdateCommand : AttributeCommand
{
    private readonly ComponentType type;
    private readonly Argument<string?> name;
    private readonly Option<string[]> labels = ComponentInput.Labels();

    public ComponentUpdateCommand(CliContext context, ComponentType type)
        : base(context, "update", Example.Of(
            $"Set attributes and labels of {ComponentNoun.Article(type)} {type.Words()}. The others are unchanged.",
            $"zenml {type.CommandName()} update my_{type.WireName()} --KEY='{{{{my_secret.key}}}}' --label team=ml"))
    {
        this.type = type;
        name = ComponentChoice.Argument(context, type, changes: true);
        Define(name);
        AddAttributes(ComponentContents.AttributesOfFlavor(type), ComponentContents.ValuesOfFlavor(type));
        Define(labels.Completes(ComponentContents.Labels(type)));
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var attributes = RequireAttributes(result);
        var component = await ComponentChoice.FindAsync(Context, type, result.GetValue(name), LookupMode.Changing, cancellationToken);
        var changedLabels = new OrderedDictionary<string, string?>();
        foreach (var (label, value) in ComponentInput.ReadLabels(result.GetValue(labels)))
        {
            changedLabels[label] = value;
        }

        if (attributes.Count == 0 && changedLabels.Count == 0)
        {
            Context.Writer.Say("Nothing to change.");
            return ExitCodes.Success;
        }

        var update = new ComponentUpdate { Configuration = ComponentInput.ToConfiguration(attributes), Labels = changedLabels };
        var updated = await Context.Client.Components.UpdateAsync(component.Id, update, cancellationToken);
        Context.Writer.Say($"Updated the {type.Words()} '{updated.Name}'.");
        ComponentInput.WarnOfSlips(Context, attributes);
        var given = updated with { Configuration = ComponentInput.Pick(updated, attributes) };
        await ReferenceWarnings.WarnAsync(Context, given, cancellationToken);
        return ExitCodes.Success;
    }
}
