namespace ZenML.Cli.Tests;

public sealed class PlaceholderTests
{
    [Fact]
    public void The_room_builds() => Assert.NotNull(typeof(PlaceholderTests).Assembly.GetName().Name);
}
