namespace ZenML.Client.Tests;

/// <summary>
/// Changes the environment and the console of the process and restores them. Tests that use this class run one at a
/// time.
/// </summary>
internal sealed class ProcessState : IDisposable
{
    public const string Collection = "changes the state of the process";

    private readonly Dictionary<string, string?> before = [];
    private readonly TextWriter output = Console.Out;
    private readonly TextWriter error = Console.Error;

    public void Set(string variable, string value)
    {
        before.TryAdd(variable, Environment.GetEnvironmentVariable(variable));
        Environment.SetEnvironmentVariable(variable, value);
    }

    public void Dispose()
    {
        foreach (var (variable, value) in before)
        {
            Environment.SetEnvironmentVariable(variable, value);
        }

        Console.SetOut(output);
        Console.SetError(error);
    }
}

[CollectionDefinition(ProcessState.Collection, DisableParallelization = true)]
public sealed class ProcessStateTests;
