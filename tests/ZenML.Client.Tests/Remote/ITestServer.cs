namespace ZenML.Client.Tests.Remote;

/// <summary>A server to connect to as "default".</summary>
internal interface ITestServer : IAsyncDisposable
{
    string Address { get; }

    string Password { get; }
}
