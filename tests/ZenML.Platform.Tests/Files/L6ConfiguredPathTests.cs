using ZenML.Platform.Files;

namespace ZenML.Platform.Tests.Files;

public sealed class L6ConfiguredPathTests
{
    private static readonly string Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    [Theory]
    [InlineData("~", "")]
    [InlineData("~/", "")]
    [InlineData("~/zen", "zen")]
    [InlineData("~//zen/../other", "other")]
    public void L6_a_leading_tilde_stands_for_the_home_folder(string written, string below)
    {
        Assert.True(ConfiguredPath.TryResolve(written, out var path, out _));
        Assert.Equal(Path.GetFullPath(Path.Combine(Home, below)).TrimEnd('/'), path.TrimEnd('/'));
    }

    [Theory]
    [InlineData("~ada")]
    [InlineData("~ada/zen")]
    [InlineData("~+")]
    public void L6_the_home_folder_of_another_user_is_not_expanded(string written)
    {
        Assert.False(ConfiguredPath.TryResolve(written, out _, out var problem));
        Assert.Contains("only a shell expands", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zen")]
    [InlineData("./~ada")]
    [InlineData("/srv/~/zen")]
    [InlineData("a~")]
    public void L6_a_tilde_elsewhere_in_a_path_is_an_ordinary_character(string written)
    {
        Assert.True(ConfiguredPath.TryResolve(written, out var path, out _));
        Assert.Equal(Path.GetFullPath(written), path);
    }
}
