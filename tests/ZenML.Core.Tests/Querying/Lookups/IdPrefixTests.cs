using CsCheck;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Core.Tests.Querying.Lookups;

public sealed class IdPrefixTests
{
    [Theory]
    [InlineData("b", "b")]
    [InlineData("B55C", "b55c")]
    [InlineData("b55c3f07", "b55c3f07")]
    [InlineData("b55c3f07-", "b55c3f07")]
    [InlineData("b55c3f07-d0e1-4", "b55c3f07d0e14")]
    [InlineData("b55c3f07d0e14", "b55c3f07d0e14")]
    public void Hexadecimal_digits_and_dashes_can_be_a_prefix_of_an_id(string text, string digits)
    {
        Assert.True(IdPrefix.TryParse(text, out var read));
        Assert.Equal(digits, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("g")]
    [InlineData("db_password")]
    [InlineData("b55c-")]
    [InlineData("b55c3f0-d")]
    [InlineData("b55c3f07--")]
    [InlineData("b55c3f07d0e1-4")]
    [InlineData(" b55c")]
    [InlineData("\uFF11")]
    [InlineData("b55c3f07-d0e1-4a6b-8c9d-0123456789abc")]
    [InlineData("b55c3f07d0e14a6b8c9d0123456789abc")]
    public void Other_texts_cannot_be_a_prefix_of_an_id(string text) => Assert.False(IdPrefix.TryParse(text, out _));

    [Fact]
    public void Every_prefix_of_an_id_gives_its_digits_with_or_without_dashes() => Gen.Select(
        Gen.Guid, Gen.Int[1, 36], Gen.Bool, Gen.Bool).Sample(
        (id, length, dashes, upper) =>
        {
            var full = id.ToString(dashes ? "D" : "N");
            var text = full[..Math.Min(length, full.Length)];
            return IdPrefix.TryParse(upper ? text.ToUpperInvariant() : text, out var digits)
                && digits == text.Replace("-", "", StringComparison.Ordinal);
        });
}
