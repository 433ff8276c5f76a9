namespace ZenML.Platform.Processes;

/// <summary>A program could not be started.</summary>
/// <param name="failure">Why.</param>
internal sealed class StartException(StartFailure failure) : Exception($"The program could not be started: {failure}.")
{
    /// <summary>Why.</summary>
    public StartFailure Failure { get; } = failure;
}
