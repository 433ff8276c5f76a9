namespace ZenML.Client;

/// <summary>The base of the clients for one kind of resource. Their methods are virtual, so that a test can derive a fake.</summary>
public abstract class ResourceClient
{
    private readonly ClientSession? session;

    private protected ResourceClient(ClientSession? session) => this.session = session;

    private protected ClientSession Session => session ?? throw NotOverridden();

    internal static NotSupportedException NotOverridden() =>
        new("This client is a fake that does not override the member that was called.");
}
