using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;

namespace ZenML.Core.Tests.Accounts.Credentials;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("12345678")]
    [InlineData("        ")]
    [InlineData("pässwört")]
    [InlineData("🔑🔑🔑🔑🔑🔑🔑🔑")]
    public void A_password_of_eight_characters_is_accepted(string password) =>
        Assert.Equal(password, PasswordRules.Check(password).Reveal());

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1234567")]
    [InlineData("🔑🔑🔑🔑🔑🔑🔑")]
    public void A_password_that_is_too_short_is_rejected_without_being_quoted(string password)
    {
        var refusal = Assert.Throws<ZenException>(() => PasswordRules.Check(password));

        Assert.Equal(ErrorCode.InvalidArgument, refusal.Code);
        Assert.True(password.Length <= 1 || !refusal.Message.Contains(password, StringComparison.Ordinal));
    }

    [Fact]
    public void A_password_with_half_of_a_surrogate_pair_is_rejected() =>
        Assert.Throws<ZenException>(() => PasswordRules.Check("12345678\uD800"));

    [Fact]
    public void A_password_of_255_characters_is_accepted_and_a_longer_one_is_rejected()
    {
        PasswordRules.Check(new string('x', 255));

        Assert.Throws<ZenException>(() => PasswordRules.Check(new string('x', 256)));
    }
}
