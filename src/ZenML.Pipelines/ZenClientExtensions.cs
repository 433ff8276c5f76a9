using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Pipelines;

/// <summary>Defines pipelines that run on the store and the active stack of a client.</summary>
public static class ZenClientExtensions
{
    /// <summary>
    /// Defines a pipeline. Add its steps with <see cref="Pipeline.Step(string, Func{StepContext, Task}, ConfigurationMap?)"/>.
    /// </summary>
    /// <param name="client">The client to run it with.</param>
    /// <param name="name">The name under which its runs are recorded.</param>
    /// <param name="settings">Settings that every step gets; texts can be secret references.</param>
    /// <param name="options">How it runs.</param>
    /// <exception cref="ZenException">The name is invalid.</exception>
    public static Pipeline DefinePipeline(
        this ZenClient client, string name, ConfigurationMap? settings = null, PipelineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new Pipeline(client.Runtime, name, settings ?? new ConfigurationMap(), options ?? new PipelineOptions());
    }
}
