using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.Components;
using ZenML.Core.Errors;
using ZenML.Core.Stacks.Components;
using ZenML.Formats;

namespace ZenML.Cli.Commands.Flavors;

/// <summary><c>zenml TYPE flavor register</c>.</summary>
internal sealed class FlavorRegisterCommand : BaseCommand
{
    private readonly ComponentType type;
    private readonly Argument<string> file = new("FILE") { Description = "The file to read, or - for standard input." };

    public FlavorRegisterCommand(CliContext context, ComponentType type)
        : base(context, "register", Example.Of(
            "Register a custom flavor from a JSON or YAML file. 'flavor describe NAME --output yaml' shows the format.",
            $"zenml {type.CommandName()} flavor describe FLAVOR --output yaml > mine.yaml",
            $"zenml {type.CommandName()} flavor register mine.yaml"))
    {
        this.type = type;
        Define(file);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var definition = FlavorDocument.Parse(Context.Values.ReadFile("FILE", result.GetRequiredValue(file)));
        if (definition.Type != type)
        {
            throw new ZenException(ErrorCode.InvalidArgument,
                $"The file describes {ComponentNoun.Article(definition.Type)} {definition.Type.Words()}. To register it: "
                    + $"zenml {definition.Type.CommandName()} flavor register");
        }

        var flavor = await Context.Client.Flavors.RegisterAsync(definition, cancellationToken);
        Context.Writer.Say($"Registered the {type.Words()} flavor '{flavor.Name}'.");
        return ExitCodes.Success;
    }
}
