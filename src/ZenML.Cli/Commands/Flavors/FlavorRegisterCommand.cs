using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.Components;
using ZenML.Core.Errors;
using ZenML.Core.Stacks.Components;
using ZenML.Formats;

namespace ZenML.Cli.Commands.Flavors;

/// <summary><c>zenml TYPE flavor register</c>.</summary>
internal sealed class FlavorRegisterCommand : Command
{
    public FlavorRegisterCommand(CliContext context, ComponentType type)
        : base("register", Example.Of(
            "Register a custom flavor from a JSON or YAML file. 'flavor describe NAME --output yaml' shows the form.",
            $"zenml {type.CommandName()} flavor describe FLAVOR --output yaml > mine.yaml",
            $"zenml {type.CommandName()} flavor register mine.yaml"))
    {
        var file = new Argument<string>("FILE") { Description = "The file, or - for standard input." };
        Arguments.Add(file);
        SetAction(async (result, cancellationToken) =>
        {
            var definition = FlavorDocument.Parse(context.Values.ReadFile("FILE", result.GetRequiredValue(file)));
            if (definition.Type != type)
            {
                throw new ZenException(ErrorCode.InvalidArgument,
                    $"The file describes {ComponentNoun.Article(definition.Type)} {definition.Type.Words()}. Register it with: zenml {definition.Type.CommandName()} flavor register");
            }

            var flavor = await context.Client.Flavors.RegisterAsync(definition, cancellationToken);
            context.Writer.Say($"Registered the {type.Words()} flavor '{flavor.Name}'.");
            return ExitCodes.Success;
        });
    }
}
