using ZenML.Core.Secrets.Edits;

namespace ZenML.Core.Tests.Secrets.Edits;

public sealed class SimilarKeysTests
{
    [Theory]
    [InlineData("password", "pasword")]
    [InlineData("password", "passsword")]
    [InlineData("password", "passwort")]
    [InlineData("password", "apssword")]
    [InlineData("password", "passwodr")]
    [InlineData("password", "Password")]
    [InlineData("api_token", "api-token")]
    [InlineData("secret", "sekret")]
    public void A_key_that_is_one_edit_or_one_swap_away_from_an_existing_key_is_similar(string present, string given)
    {
        Assert.Equal((given, present), SimilarKeys.Find(["other", present], [given]));
        Assert.Equal((present, given), SimilarKeys.Find([given], [present]));
    }

    [Theory]
    [InlineData("password", "password")]
    [InlineData("password", "passphrase")]
    [InlineData("password", "paswrd")]
    [InlineData("password", "apsswodr")]
    [InlineData("password1", "password2")]
    [InlineData("password", "password2")]
    [InlineData("key12_prod", "key13_prod")]
    [InlineData("port", "post")]
    [InlineData("token", "tokens")]
    [InlineData("tokens", "token")]
    [InlineData("user_1", "uses_1")]
    [InlineData("", "a")]
    public void Short_keys_numbered_keys_and_keys_that_differ_more_are_not_similar(string present, string given) =>
        Assert.Null(SimilarKeys.Find([present], [given]));

    [Fact]
    public void A_key_that_exists_is_not_new_even_if_another_key_is_similar() =>
        Assert.Null(SimilarKeys.Find(["password", "passwords"], ["passwords", "password"]));
}
