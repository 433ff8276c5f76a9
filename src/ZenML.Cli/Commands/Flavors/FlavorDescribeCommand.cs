using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Commands.Components;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;

namespace ZenML.Cli.Commands.Flavors;

/// <summary><c>zenml TYPE flavor describe</c>.</summary>
internal sealed class FlavorDescribeCommand : DescribeCommand
{
    private readonly ComponentType type;
    private readonly Argument<string> name = new("NAME") { Description = "The name of the flavor." };

    public FlavorDescribeCommand(CliContext context, ComponentType type)
        : base(context, "describe", Example.Of(
            "Show the attributes of a flavor: the settings that its components can have.",
            $"zenml {type.CommandName()} flavor describe FLAVOR"))
    {
        this.type = type;
        Define(name.Completes(Names.Flavors(type)), Output);
    }

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var flavor = await Context.Client.Flavors.GetAsync(type, result.GetRequiredValue(name), LookupMode.Reading, cancellationToken);
        return new(() => FlavorData.Of(flavor), writer => Write(writer, flavor));
    }

    private static void Write(Writer writer, Flavor flavor)
    {
        writer.Say($"The {flavor.Type.Words()} flavor "
            + $"'{flavor.Name}'{(flavor.Definition.Integration is { } integration ? $" ({integration})" : "")}:");
        if (flavor.Definition.Schema.Attributes.Count == 0)
        {
            writer.Say("It has no attributes.");
            return;
        }

        writer.WriteTable(
            [new("ATTRIBUTE"), new("TYPE"), new("REQUIRED"), new("SENSITIVE"), new("REFERENCES"), new("DEFAULT")],
            flavor.Definition.Schema.Attributes.Select(attribute => (IReadOnlyList<string>)
            [
                attribute.Name, Words(attribute.Shape), attribute.IsRequired ? "yes" : "", attribute.IsSensitive ? "yes" : "",
                attribute.RejectsReferences ? "rejected" : "", attribute.Default is { } value ? ComponentDocument.Text(value) : "",
            ]));
    }

    private static string Words(AttributeShape shape) => shape switch
    {
        AttributeShape.Text { Choices.Count: > 0 } text => string.Join(" | ", text.Choices),
        AttributeShape.Text => "text",
        AttributeShape.Boolean => "true or false",
        AttributeShape.Integer => "whole number",
        AttributeShape.Number => "number",
        AttributeShape.Map => "map (JSON)",
        AttributeShape.List => "list (JSON)",
        AttributeShape.AnyOf any => string.Join(" or ", any.Shapes.Select(Words)),
        _ => "anything",
    };
}
