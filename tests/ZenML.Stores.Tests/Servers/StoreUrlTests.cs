using ZenML.Core.Errors;
using ZenML.Stores.Servers;

namespace ZenML.Stores.Tests.Servers;

public sealed class StoreUrlTests
{
    [Fact]
    public void A_file_URL_is_parsed_like_SQLAlchemy_parses_it()
    {
        Assert.Equal(
            (StoreKind.Sqlite, "/var/lib/zen ml/a%20b.db"),
            (StoreUrl.Parse("sqlite:////var/lib/zen ml/a%20b.db").Kind, StoreUrl.Parse("sqlite:////var/lib/zen ml/a%20b.db").File));
        Assert.Equal(Path.GetFullPath("data/store.db"), StoreUrl.Parse("sqlite:///data/store.db").File);
    }

    [Fact]
    public void A_server_URL_is_split_and_decoded()
    {
        var url = StoreUrl.Parse(
            "postgresql+psycopg2://us%40er:p%3A%2F%3F%23%40%25%F0%9F%94%91ü@db.example.com:6543/zen%20ml"
            + "?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem&pool_size=9&connect_timeout=3");

        Assert.Equal(
            (StoreKind.PostgreSql, "db.example.com", 6543, "us@er", "zen ml"),
            (url.Kind, url.Host, url.Port, url.User, url.Database));
        Assert.Equal("p:/?#@%\U0001F511ü", url.Password!.Reveal());
        Assert.Equal(
            (StoreTls.VerifyFull, "/etc/ca.pem", 9, TimeSpan.FromSeconds(3)),
            (url.Tls, url.RootCertificate, url.PoolSize, url.ConnectTimeout));
        Assert.Equal("postgresql+psycopg2://db.example.com:6543/zen%20ml", url.ToString());
    }

    [Theory]
    [InlineData("postgres://u:hunter2@[::1]:5432/d", "postgres://[::1]:5432/d")]
    [InlineData("mariadb://[2001:db8::2]/d", "mariadb://[2001:db8::2]/d")]
    [InlineData("mysql+pymysql://u@h/a%2Fb", "mysql+pymysql://h/a%2Fb")]
    [InlineData("mysql://u:hunter2@DB.Example.com:03306/d?charset=utf8mb4", "mysql://DB.Example.com:03306/d")]
    [InlineData("postgresql:///d?host=/run/postgresql", "postgresql:///run/postgresql/d")]
    public void Messages_show_a_URL_as_given_but_without_user_and_password_and_options(string given, string shown) =>
        Assert.Equal(shown, StoreUrl.Parse(given).ToString());

    [Theory]
    [InlineData("mysql://h/d", "h", 0, "", null, "d")]
    [InlineData("mariadb://u@h:1/d", "h", 1, "u", null, "d")]
    [InlineData("postgres://u:@[::1]:5432/d", "::1", 5432, "u", "", "d")]
    [InlineData("postgresql:///d?host=/run/postgresql", "/run/postgresql", 0, "", null, "d")]
    [InlineData("mysql://u:p@localhost/d?unix_socket=/run/mysqld.sock&charset=utf8mb4", "/run/mysqld.sock", 0, "u", "p", "d")]
    [InlineData("mysql://u:a@b@h/d", "h", 0, "u", "a@b", "d")]
    public void Parts_of_a_URL_can_be_omitted(string text, string host, int port, string user, string? password, string database)
    {
        var url = StoreUrl.Parse(text);

        Assert.Equal((host, port, user, password, database), (url.Host, url.Port, url.User, url.Password?.Reveal(), url.Database));
    }

    [Theory]
    [InlineData("", StoreTls.Prefer)]
    [InlineData("ssl_ca=ca.pem", StoreTls.VerifyFull)]
    [InlineData("sslrootcert=ca.pem", StoreTls.VerifyFull)]
    [InlineData("sslrootcert=ca.pem&sslmode=require", StoreTls.VerifyAuthority)]
    [InlineData("sslmode=verify-ca&sslrootcert=ca.pem", StoreTls.VerifyAuthority)]
    [InlineData("ssl_ca=ca.pem&ssl_verify_server_cert=true", StoreTls.VerifyFull)]
    [InlineData("ssl_ca=ca.pem&ssl_verify_server_cert=False", StoreTls.VerifyAuthority)]
    [InlineData("ssl_verify_server_cert=true", StoreTls.VerifyFull)]
    [InlineData("ssl_verify_server_cert=false", StoreTls.Require)]
    public void A_URL_that_names_certificates_makes_the_client_verify_the_server_with_them(
        string query, StoreTls tls) => Assert.Equal(tls, StoreUrl.Parse($"mysql://h/d?{query}").Tls);

    [Theory]
    [InlineData("sslrootcert=ca.pem&sslmode=disable")]
    [InlineData("ssl_ca=ca.pem&sslmode=prefer")]
    [InlineData("ssl_verify_server_cert=perhaps")]
    public void Certificates_that_would_never_be_used_are_rejected(string query) =>
        Assert.Equal(ErrorCode.InvalidArgument, Assert.Throws<ZenException>(() => StoreUrl.Parse($"postgresql://h/d?{query}")).Code);

    [Theory]
    [InlineData("")]
    [InlineData("hunter2")]
    [InlineData("oracle://u:hunter2@h/d")]
    [InlineData("postgresql://u:hunter2/x@h/d")]
    [InlineData("postgresql://u:hunter2@h:99999/d")]
    [InlineData("postgresql://u:hunter2%zz@h/d")]
    [InlineData("postgresql://u:hunter2%ff@h/d")]
    [InlineData("postgresql://u:hunter2%0a@h/d")]
    [InlineData("postgresql://u:hunter2%4")]
    [InlineData("postgresql://u:hunter2@h")]
    [InlineData("postgresql://u:hunter2@/d")]
    [InlineData("mysql://u:p@h/d?hunter2=x%zz&ssl%0Amode=1")]
    [InlineData("mysql://u:p@h/d?sslmode=hunter2")]
    [InlineData("mysql://u:p@h/d?pool_size=hunter2")]
    [InlineData("sqlite://")]
    [InlineData("sqlite:///")]
    [InlineData("sqlite:////hunter2/")]
    [InlineData("sqlite://hunter2")]
    public void An_error_in_a_URL_names_the_part_and_repeats_nothing_of_the_URL(string text)
    {
        var mistake = Assert.Throws<ZenException>(() => StoreUrl.Parse(text));

        Assert.Equal(ErrorCode.InvalidArgument, mistake.Code);
        Assert.DoesNotContain("hunter2", mistake.ToString().Replace("'hunter2'", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_in_a_URL_are_reported_at_once()
    {
        Assert.Null(StoreUrl.TryParse("mysql://u:p%@:x/?sslmode=no&pool_size=0&frob=1", out var mistakes));

        Assert.Equal(6, mistakes.Count);
    }

    [Fact]
    public void The_text_of_a_URL_contains_no_password() =>
        Assert.DoesNotContain("hunter2", $"{StoreUrl.Parse("mysql://u:hunter2@h/d")}", StringComparison.Ordinal);
}
