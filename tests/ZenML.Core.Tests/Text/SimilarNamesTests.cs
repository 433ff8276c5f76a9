using ZenML.Core.Text;

namespace ZenML.Core.Tests.Text;

public sealed class SimilarNamesTests
{
    [Theory]
    [InlineData("password", "pasword")]
    [InlineData("password", "passsword")]
    [InlineData("password", "passwort")]
    [InlineData("password", "apssword")]
    [InlineData("password", "passwodr")]
    [InlineData("api_token", "apitoken")]
    [InlineData("secret", "sekret")]
    [InlineData("tls_certificate", "tls_certficate")]
    public void A_name_of_six_letters_that_is_one_edit_or_one_swap_away_from_an_existing_one_is_similar(string present, string given) =>
        AssertSimilar(present, given);

    [Theory]
    [InlineData("password", "Password")]
    [InlineData("db_password", "DB_PASSWORD")]
    [InlineData("user", "USER")]
    [InlineData("id", "ID")]
    [InlineData("api_token", "api-token")]
    [InlineData("db-host", "DB_HOST")]
    [InlineData("api.key", "apI-key")]
    public void Names_that_differ_in_capitals_and_separators_only_are_similar_whatever_their_length(string present, string given) =>
        AssertSimilar(present, given);

    [Theory]
    [InlineData("port", "prot")]
    [InlineData("user", "uesr")]
    [InlineData("key", "kye")]
    [InlineData("token", "tokn")]
    [InlineData("token", "toen")]
    [InlineData("pass", "pas")]
    [InlineData("user", "userr")]
    [InlineData("host", "HSOT")]
    public void A_short_name_with_swapped_doubled_or_missing_letters_is_similar(string present, string given) =>
        AssertSimilar(present, given);

    [Theory]
    [InlineData("password", "password")]
    [InlineData("password", "passphrase")]
    [InlineData("password", "paswrd")]
    [InlineData("password", "apsswodr")]
    [InlineData("password1", "password2")]
    [InlineData("password", "password2")]
    [InlineData("key12_prod", "key13_prod")]
    [InlineData("replica_a", "replica_b")]
    [InlineData("Replica-A", "replica_b")]
    [InlineData("team_ui", "team_ux")]
    [InlineData("api-eu-prod", "api-us-prod")]
    [InlineData("port", "post")]
    [InlineData("url", "uri")]
    [InlineData("user", "uses")]
    [InlineData("host", "hosts")]
    [InlineData("host", "ghost")]
    [InlineData("token", "tokens")]
    [InlineData("tokens", "token")]
    [InlineData("stage", "state")]
    [InlineData("prod", "pod")]
    [InlineData("id", "uid")]
    [InlineData("user_1", "uses_1")]
    [InlineData("a", "A")]
    [InlineData("a", "b")]
    [InlineData("ab", "ba")]
    [InlineData("", "a")]
    [InlineData("_", "-")]
    public void Short_unlike_names_numbered_names_and_names_that_differ_more_are_not_similar(string present, string given)
    {
        Assert.Null(SimilarNames.Find([present], [given]));
        Assert.Null(SimilarNames.Find([given], [present]));
    }

    [Fact]
    public void A_name_that_exists_is_not_new_even_if_another_one_is_similar() =>
        Assert.Null(SimilarNames.Find(["password", "passwords"], ["passwords", "password"]));

    private static void AssertSimilar(string present, string given)
    {
        Assert.Equal((given, present), SimilarNames.Find(["other", present], [given]));
        Assert.Equal((present, given), SimilarNames.Find([given], [present]));
    }
}
