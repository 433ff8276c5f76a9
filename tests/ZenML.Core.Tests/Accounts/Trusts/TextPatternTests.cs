using ZenML.Core.Accounts.Trusts;

namespace ZenML.Core.Tests.Accounts.Trusts;

public sealed class TextPatternTests
{
    [Theory]
    [InlineData("repo:acme/app:ref:refs/heads/main", "repo:acme/app:ref:refs/heads/main")]
    [InlineData("repo:acme/*:ref:refs/heads/main", "repo:acme/app:ref:refs/heads/main")]
    [InlineData("repo:acme/*", "repo:acme/")]
    [InlineData("*:main", "a:b:main")]
    [InlineData("a*b*c", "abc")]
    [InlineData("a*b*c", "a-b-b-c")]
    [InlineData("a**c", "abc")]
    [InlineData("*", "")]
    [InlineData("[a-z]?.+", "[a-z]?.+")]
    public void A_pattern_matches_the_whole_of_a_text(string pattern, string text) => Assert.True(TextPattern.Matches(pattern, text));

    [Theory]
    [InlineData("repo:acme/app", "repo:acme/app2")]
    [InlineData("repo:acme/app", "xrepo:acme/app")]
    [InlineData("repo:acme/app", "repo:ACME/app")]
    [InlineData("repo:acme/*:ref:refs/heads/main", "repo:acme/app:ref:refs/heads/main2")]
    [InlineData("repo:acme/*", "repo:acme-evil/app")]
    [InlineData("aa*aa", "aaa")]
    [InlineData("a*b*c", "acb")]
    [InlineData("a.c", "abc")]
    [InlineData("", "a")]
    public void A_pattern_does_not_match_a_longer_a_shorter_or_another_text(string pattern, string text) =>
        Assert.False(TextPattern.Matches(pattern, text));

    [Fact]
    public void A_pattern_with_many_wildcards_is_compared_in_one_pass()
    {
        var pattern = string.Concat(Enumerable.Repeat("a*", 400)) + "b";
        var text = new string('a', 1024);

        // With backtracking this would take longer than the universe exists.
        Assert.False(TextPattern.Matches(pattern, text));
    }
}
