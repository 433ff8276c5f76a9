using System.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Stacks;

/// <summary>
/// One option for each type of component. The letters are those of ZenML.
/// </summary>
internal sealed class StackComponentOptions
{
    private static readonly (ComponentType Type, string Name, string Short)[] Spelling =
    [
        (ComponentType.ArtifactStore, "--artifact-store", "-a"), (ComponentType.Orchestrator, "--orchestrator", "-o"),
        (ComponentType.ContainerRegistry, "--container-registry", "-c"), (ComponentType.ModelRegistry, "--model-registry", "-r"),
        (ComponentType.StepOperator, "--step-operator", "-s"), (ComponentType.FeatureStore, "--feature-store", "-f"),
        (ComponentType.ModelDeployer, "--model-deployer", "-d"), (ComponentType.ExperimentTracker, "--experiment-tracker", "-e"),
        (ComponentType.Alerter, "--alerter", "-al"), (ComponentType.Annotator, "--annotator", "-an"),
        (ComponentType.DataValidator, "--data-validator", "-dv"), (ComponentType.ImageBuilder, "--image-builder", "-i"),
    ];

    private readonly List<(ComponentType Type, Option<string?> Option)> options = [];

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="required">The types that are required.</param>
    public StackComponentOptions(Command command, params ComponentType[] required)
    {
        foreach (var (type, name, letter) in Spelling)
        {
            var option = new Option<string?>(name, letter)
            {
                Description = $"The name or id of the {type.Words()}.",
                HelpName = "NAME_OR_ID",
                Required = required.Contains(type),
            }.Completes(Names.Components(type));
            options.Add((type, option));
            command.Options.Add(option);
        }
    }

    /// <summary>Adds a flag for each type that can be removed from a stack.</summary>
    public static IReadOnlyList<(ComponentType Type, Option<bool> Flag)> AddFlags(Command command)
    {
        var flags = new List<(ComponentType, Option<bool>)>();
        var removable = Spelling.Where(entry => entry.Type is not (ComponentType.ArtifactStore or ComponentType.Orchestrator));
        foreach (var (type, name, letter) in removable)
        {
            var flag = new Option<bool>(name, letter) { Description = $"Remove the {type.Words()}." };
            flags.Add((type, flag));
            command.Options.Add(flag);
        }

        return flags;
    }

    /// <summary>Finds the given components.</summary>
    public async Task<IReadOnlyList<Component>> FindAsync(CliContext context, ParseResult result, CancellationToken cancellationToken)
    {
        var components = new List<Component>();
        foreach (var (type, option) in options)
        {
            if (result.GetValue(option) is { } name)
            {
                components.Add(await context.Client.Components.GetAsync(type, name, LookupMode.Changing, cancellationToken));
            }
        }

        return components;
    }
}
