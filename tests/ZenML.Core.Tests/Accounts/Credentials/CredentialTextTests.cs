using ZenML.Core.Accounts.Credentials;

namespace ZenML.Core.Tests.Accounts.Credentials;

public sealed class CredentialTextTests
{
    [Theory]
    [InlineData("password", "password")]
    [InlineData("password\n", "password")]
    [InlineData("password\r\n", "password")]
    [InlineData("password\n\n", "password")]
    [InlineData("password\r", "password")]
    [InlineData("\n", "")]
    [InlineData("", "")]
    [InlineData("pass\nword\n", "pass\nword")]
    [InlineData("\npassword", "\npassword")]
    [InlineData(" password \n", " password ")]
    [InlineData("password\t", "password\t")]
    [InlineData("password\\n", "password\\n")]
    public void Trailing_line_breaks_are_stripped_from_a_credential_and_nothing_else_is(string text, string credential) =>
        Assert.Equal(credential, CredentialText.Read(text));
}
