using ZenML.Core.Secrets;

namespace ZenML.Core.Tests.Secrets;

public sealed class SecretNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Name")]
    [InlineData("two words")]
    [InlineData(" blank at the ends ")]
    [InlineData("a.b/c-d")]
    [InlineData("日本 😀")]
    [InlineData("{{a.b}}")]
    public void Valid_secret_names_are_accepted_unchanged(string text)
    {
        Assert.True(SecretName.TryParse(text, out var name, out var problem));
        Assert.Null(problem);
        Assert.Equal(text, name.Value);
        Assert.Equal(text, name.ToString());
    }

    [Theory]
    [InlineData(null, "needs a name")]
    [InlineData("", "needs a name")]
    [InlineData(" ", "blank")]
    [InlineData("\u00A0\t", "blank")]
    [InlineData("name", "cannot be called 'name'")]
    [InlineData("a\tb", "control characters")]
    [InlineData("a\n", "control characters")]
    [InlineData("a\0", "control characters")]
    [InlineData("a\u0085b", "control characters")]
    public void Invalid_secret_names_are_rejected(string? text, string reason)
    {
        Assert.False(SecretName.TryParse(text, out _, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
        Assert.Equal(problem, Refusal.Of(() => SecretName.Parse(text)));
    }

    [Fact]
    public void A_secret_name_with_half_of_a_surrogate_pair_is_rejected() => Assert.False(SecretName.TryParse("a\ud800", out _, out _));

    [Fact]
    public void A_secret_name_can_have_up_to_255_characters_however_many_bytes_they_take()
    {
        Assert.True(SecretName.TryParse(new string('a', 255), out _, out _));
        Assert.True(SecretName.TryParse(string.Concat(Enumerable.Repeat("😀", 255)), out _, out _));
        Assert.False(SecretName.TryParse(string.Concat(Enumerable.Repeat("😀", 256)), out _, out var problem));
        Assert.Contains("255", problem, StringComparison.Ordinal);
        Assert.Contains("256", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Secret_names_are_compared_character_by_character()
    {
        Assert.Equal(SecretName.Parse("a"), SecretName.Parse("a"));
        Assert.NotEqual(SecretName.Parse("a"), SecretName.Parse("A"));
        Assert.NotEqual(SecretName.Parse("\u00E9"), SecretName.Parse("e\u0301"));
    }
}
