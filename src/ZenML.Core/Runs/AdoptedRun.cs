namespace ZenML.Core.Runs;

/// <summary>The run that an orchestrator works on.</summary>
/// <param name="Run">The run, with its steps and metadata.</param>
/// <param name="Created">Whether this request created the run or gave the placeholder its orchestrator id.</param>
public sealed record AdoptedRun(PipelineRun Run, bool Created);
