namespace ZenML.Client.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Location { get; } = Directory.CreateTempSubdirectory("zenml-client-tests-").FullName;

    public ZenClientOptions Options => new() { ConfigPath = Location, ValidationLevel = Core.References.SecretValidationLevel.SecretAndKeyExists };

    public void Dispose() => Directory.Delete(Location, recursive: true);
}
