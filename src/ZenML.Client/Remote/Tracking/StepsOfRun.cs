using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Resources;
using ZenML.Core.Runs;

namespace ZenML.Client.Remote.Tracking;

/// <summary>Reads the steps of one run from the list of all steps.</summary>
internal static class StepsOfRun
{
    /// <summary>Reads the steps that have started, hydrated, and makes sure that they are of the run.</summary>
    public static async Task<IReadOnlyList<WireValue>> ReadStepsAsync(
        this RemoteList steps, Id<PipelineRun> run, CancellationToken cancellationToken)
    {
        var query = WireQuery.Hydrated.With("pipeline_run_id", run.ToString());
        var read = await steps.ReadAllAsync(query, cancellationToken).ToListAsync(cancellationToken);
        return read.All(step => step["metadata"]["pipeline_run_id"].Uuid == run.Value)
            ? read
            : throw WireValue.Unexpected("the steps of the run that was asked for");
    }
}
