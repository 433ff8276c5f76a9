using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Components;

/// <summary><c>zenml TYPE remove-attribute</c>.</summary>
internal sealed class ComponentRemoveAttributeCommand : BaseCommand
{
    private readonly ComponentType type;
    private readonly Argument<string> name = CommonArguments.ToChange("NAME");
    private readonly Argument<string[]> attributes = new("ATTRIBUTE")
    {
        Description = "The attributes to remove.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> labels = new("--label", "-l")
    {
        Description = "A label to remove. Can be repeated.",
        HelpName = "KEY",
    };

    public ComponentRemoveAttributeCommand(CliContext context, ComponentType type)
        : base(context, "remove-attribute", Example.Of(
            $"Remove attributes and labels from {ComponentNoun.Article(type)} {type.Words()}. The others are unchanged.",
            $"zenml {type.CommandName()} remove-attribute my_{type.WireName()} KEY --label team"))
    {
        this.type = type;
        Define(name, attributes.Completes(ComponentContents.Attributes(type)), labels.Completes(ComponentContents.Labels(type)));
        name.Completes(Names.Components(type));
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        // Accept attributes with and without leading dashes.
        var removed = (result.GetValue(attributes) ?? []).Select(attribute => attribute.TrimStart('-')).ToArray();
        var removedLabels = result.GetValue(labels) ?? [];
        var component = await Context.Client.Components.GetAsync(
            type, result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
        var absent = removed.Where(attribute => !component.Configuration.ContainsKey(attribute))
            .Concat(removedLabels.Where(label => !component.Labels.ContainsKey(label))).ToArray();
        if (absent.Length > 0)
        {
            throw new ZenException(ErrorCode.NotFound,
                $"The {type.Words()} '{component.Name}' has no attribute or label "
                    + $"{string.Join(", ", absent.Select(attribute => $"'{attribute}'"))}. Nothing was changed.");
        }

        var update = new ComponentUpdate
        {
            Configuration = new ConfigurationMap(
                removed.Select(attribute => KeyValuePair.Create<string, ConfigurationValue>(attribute, new ConfigurationNull()))),
            Labels = new OrderedDictionary<string,
            string?>(removedLabels.Distinct().Select(label => KeyValuePair.Create(label, (string?)null))),
        };
        await Context.Client.Components.UpdateAsync(component.Id, update, cancellationToken);
        Context.Writer.Say($"Updated the {type.Words()} '{component.Name}'.");
        return ExitCodes.Success;
    }
}
