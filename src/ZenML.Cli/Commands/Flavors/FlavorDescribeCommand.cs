using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.Components;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;

namespace ZenML.Cli.Commands.Flavors;

/// <summary><c>zenml TYPE flavor describe</c>.</summary>
internal sealed class FlavorDescribeCommand : Command
{
    public FlavorDescribeCommand(CliContext context, ComponentType type)
        : base("describe", Example.Of("Show the attributes that components of a flavor can have.", $"zenml {type.CommandName()} flavor describe FLAVOR"))
    {
        var name = new Argument<string>("NAME") { Description = "The name of the flavor." };
        var output = CommonOptions.Output();
        Arguments.Add(name);
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var flavor = await context.Client.Flavors.GetAsync(type, result.GetRequiredValue(name), LookupMode.Reading, cancellationToken);
            Write(context.Writer, flavor, result.GetFormat(output));
            return ExitCodes.Success;
        });
    }

    private static void Write(Writer writer, Flavor flavor, OutputFormat format)
    {
        if (format != OutputFormat.Table)
        {
            writer.WriteDocument(FlavorData.Of(flavor), format);
            return;
        }

        writer.Say($"The {flavor.Type.Words()} flavor '{flavor.Name}'{(flavor.Definition.Integration is { } integration ? $" ({integration})" : "")}:");
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
                attribute.RejectsReferences ? "refused" : "", attribute.Default is { } value ? ComponentDocument.Text(value) : "",
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
