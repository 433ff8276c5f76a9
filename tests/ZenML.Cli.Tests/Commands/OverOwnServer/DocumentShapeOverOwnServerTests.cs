using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class DocumentShapeOverOwnServerTests : DocumentShapeTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
