namespace ZenML.TestKit.Servers;

/// <summary>A server to connect to, as its administrator or as somebody else.</summary>
public interface ITestServer : IAsyncDisposable
{
    /// <summary>Where it listens.</summary>
    string Address { get; }

    /// <summary>The password of both accounts.</summary>
    string Password { get; }
}
