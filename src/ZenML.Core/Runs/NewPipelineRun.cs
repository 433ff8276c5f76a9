using ZenML.Core.Resources;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs;

/// <summary>A run to record.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Pipeline">The name of the pipeline.</param>
/// <param name="Stack">The stack that it runs on.</param>
/// <param name="Steps">The names of its steps, in order.</param>
/// <param name="Settings">The settings of the pipeline and its steps, with references as they were written.</param>
public sealed record NewPipelineRun(
    Id<Workspace> Workspace, string Pipeline, ResourceReference<Stack> Stack, IReadOnlyList<string> Steps, ConfigurationMap Settings);
