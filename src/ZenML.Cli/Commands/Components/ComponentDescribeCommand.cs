using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Components;

/// <summary><c>zenml TYPE describe</c>.</summary>
internal sealed class ComponentDescribeCommand : DescribeCommand
{
    private readonly ComponentType type;
    private readonly Argument<string?> name;

    public ComponentDescribeCommand(CliContext context, ComponentType type)
        : base(context, "describe", Example.Of(
            $"Show {ComponentNoun.Article(type)} {type.Words()}. References are shown as written; plaintext in "
                + $"sensitive attributes is masked.",
            $"zenml {type.CommandName()} describe my_{type.WireName()} --output json"))
    {
        this.type = type;
        name = ComponentChoice.Argument(context, type);
        Define(name, Output);
    }

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var component = await ComponentChoice.FindAsync(Context, type, result.GetValue(name), LookupMode.Reading, cancellationToken);
        return new(() => ComponentDocument.Of(component), writer => Write(writer, component));
    }

    private static void Write(Writer writer, Component component)
    {
        var owner = component.User is { } user ? MessageText.Of($", owned by '{user.Name}'") : "";
        writer.Say($"The {component.Type.Words()} '{component.Name}' of flavor '{component.Flavor}' ({component.Id}){owner:raw}.");
        if (component.Configuration.Count > 0)
        {
            writer.WriteTable(
                [new("COMPONENT_PROPERTY"), new("VALUE")],
                component.Configuration.Select(attribute =>
                    (IReadOnlyList<string>)[attribute.Key, ComponentDocument.Text(attribute.Value)]));
        }
        else
        {
            writer.Say("It has no attributes.");
        }

        if (component.Labels.Count > 0)
        {
            writer.WriteTable(
                [new("LABEL"), new("VALUE")],
                component.Labels.Select(label => (IReadOnlyList<string>)[label.Key, label.Value]));
        }
    }
}
