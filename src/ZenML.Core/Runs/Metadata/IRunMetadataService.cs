using ZenML.Core.Errors;

namespace ZenML.Core.Runs.Metadata;

/// <summary>Metadata of runs, steps and artifact versions.</summary>
public interface IRunMetadataService
{
    /// <summary>Records metadata and returns it in the same order.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: there is no such run, step, artifact version or workspace.
    /// <see cref="ErrorCode.NotAllowed"/>: the owner is not the caller.
    /// </exception>
    Task<IReadOnlyList<RunMetadata>> CreateAsync(NewRunMetadata metadata, CancellationToken cancellationToken);
}
