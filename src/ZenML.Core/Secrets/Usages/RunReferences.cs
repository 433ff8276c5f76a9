using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Secrets.Usages;

/// <summary>The references in the settings of one recorded run.</summary>
/// <param name="Pipeline">The name of the pipeline.</param>
/// <param name="Run">The name of the run.</param>
/// <param name="Created">When it was recorded, UTC.</param>
/// <param name="References">The references.</param>
public sealed record RunReferences(string Pipeline, string Run, DateTimeOffset Created, IReadOnlyList<ReferenceUse> References)
{
    /// <summary>The property of a configuration with settings of any kind. This library records its own there.</summary>
    private const string Extra = "extra";

    /// <summary>Returns the references in the configuration of a deployment and of its steps, each place once.</summary>
    /// <param name="pipeline">The name of the pipeline.</param>
    /// <param name="configuration">The configuration of the pipeline; null if it is of no interest.</param>
    /// <param name="steps">The documents of the steps, with <c>spec</c> and <c>config</c>, by the names of the steps.</param>
    public static IReadOnlyList<ReferenceUse> OfDeployment(
        string pipeline, ConfigurationValue? configuration, IEnumerable<KeyValuePair<string, ConfigurationValue>> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var found = configuration is null ? [] : OfConfiguration(pipeline, configuration, ConfigurationPath.Root).ToList();
        var ofPipeline = found.Select(use => (use.Attribute, use.Reference)).ToHashSet();
        foreach (var (step, document) in steps)
        {
            var own = document is ConfigurationMap map && map.TryGetValue("config", out var inner) ? inner : document;
            var within = OfConfiguration(pipeline, own, ConfigurationPath.Root);
            var path = ConfigurationPath.Root.Entry("steps").Entry(step);

            // Clients copy the settings of the pipeline to each step.
            found.AddRange(within.Zip(OfConfiguration(pipeline, own, path))
                .Where(pair => !ofPipeline.Contains((pair.First.Attribute, pair.First.Reference)))
                .Select(pair => pair.Second));
        }

        return found;
    }

    private static IEnumerable<ReferenceUse> OfConfiguration(string owner, ConfigurationValue configuration, ConfigurationPath path) =>
        configuration is ConfigurationMap map
            ? map.SelectMany(entry => ReferenceUse.In(entry.Value, owner, entry.Key == Extra ? path : path.Entry(entry.Key)))
            : [];
}
