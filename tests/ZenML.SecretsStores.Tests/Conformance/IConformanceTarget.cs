using ZenML.Core.Secrets.Storage;
using ZenML.TestKit.SecretsStores;

namespace ZenML.SecretsStores.Tests.Conformance;

/// <summary>A back end that the suite tries, with what a test can do to it.</summary>
public interface IConformanceTarget : IAsyncDisposable
{
    /// <summary>The store under test.</summary>
    ISecretsStore Store { get; }

    /// <summary>Makes the back end misbehave; null if it cannot be made to.</summary>
    Faults? Faults { get; }

    /// <summary>Whether a write can be sent again with the same key and values, as after an answer that was lost.</summary>
    bool RepeatsWrites { get; }

    /// <summary>
    /// Puts an entry of somebody else under the name that the store uses for a version, past the store; returns a function that says
    /// whether it is still there, unchanged. Null if nobody else can write to the back end.
    /// </summary>
    Task<Func<Task<bool>>>? PlantForeignAsync(SecretVersionKey key);
}
