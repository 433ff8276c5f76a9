using ZenML.Core.Stacks.Configurations;

namespace ZenML.Pipelines;

/// <summary>One step of a pipeline.</summary>
/// <param name="Name">Its name.</param>
/// <param name="RunAsync">What it does.</param>
/// <param name="Settings">Its own settings.</param>
internal sealed record PipelineStep(string Name, Func<StepContext, Task> RunAsync, ConfigurationMap Settings);
