using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Tests.Secrets;

public sealed class AddressCredentialsTests
{
    [Theory]
    [InlineData("http://user:hunter2@host", "http://user:***@host", "hunter2")]
    [InlineData("HTTPS://user:hunter2@host:5000/a?b=c#d", "HTTPS://user:***@host:5000/a?b=c#d", "hunter2")]
    [InlineData("postgresql+psycopg2://u:hunter2@db:5432/ml", "postgresql+psycopg2://u:***@db:5432/ml", "hunter2")]
    [InlineData("mysql://u:hunter2@db/ml", "mysql://u:***@db/ml", "hunter2")]
    [InlineData("mongodb+srv://u:hunter2@a,b/ml", "mongodb+srv://u:***@a,b/ml", "hunter2")]
    [InlineData("redis://:hunter2@cache:6379/0", "redis://:***@cache:6379/0", "hunter2")]
    [InlineData("amqp://u:hunter2@[::1]:5672/", "amqp://u:***@[::1]:5672/", "hunter2")]
    [InlineData("s3://key:hunter2@bucket/path", "s3://key:***@bucket/path", "hunter2")]
    [InlineData("jdbc:postgresql://u:hunter2@db/x", "jdbc:postgresql://u:***@db/x", "hunter2")]
    [InlineData("//u:hunter2@host", "//u:***@host", "hunter2")]
    [InlineData("http://u:hunter2@", "http://u:***@", "hunter2")]
    [InlineData("http://u:hun@ter2@host/a@b", "http://u:***@host/a@b", "hun@ter2")]
    [InlineData("http://u:hun:ter2@host", "http://u:***@host", "hun:ter2")]
    [InlineData("http://u:hun/ter2@host", "http://u:***@host", "hun/ter2")]
    [InlineData("http://u:hun?ter#2@host", "http://u:***@host", "hun?ter#2")]
    [InlineData("http://u:hunter%402@host", "http://u:***@host", "hunter%402")]
    [InlineData("https://ghp_hunter2@github.com/a/b", "https://***@github.com/a/b", "ghp_hunter2")]
    [InlineData("https://hunter2:x-oauth-basic@github.com", "https://***@github.com", "hunter2:x-oauth-basic")]
    [InlineData("https://hunter2:@api.stripe.com", "https://***@api.stripe.com", "hunter2:")]
    [InlineData("git+https://hunter2@github.com/a", "git+https://***@github.com/a", "hunter2")]
    [InlineData("jdbc:mysql://db/x?user=u&password=hunter2&ssl=1", "jdbc:mysql://db/x?user=u&password=***&ssl=1", "hunter2")]
    [InlineData("jdbc:sqlserver://db;user=u;Password=hunter2", "jdbc:sqlserver://db;user=u;Password=***", "hunter2")]
    [InlineData("https://x.blob.core.windows.net/c?sv=1&sig=hunter2", "https://x.blob.core.windows.net/c?sv=1&sig=***", "hunter2")]
    [InlineData("{\"url\": \"http://u:hunter2@host\"}", "{\"url\": \"http://u:***@host\"}", "hunter2")]
    [InlineData("see http://u:hunter2@host now", "see http://u:***@host now", "hunter2")]
    public void A_password_in_an_address_is_found_and_masked(string text, string masked, string password)
    {
        Assert.Equal(masked, AddressCredentials.Mask(text));
        Assert.True(AddressCredentials.IsIn(text));
        Assert.Contains(new SensitiveString(password), AddressCredentials.Passwords(text));
        Assert.Contains(new SensitiveString(Uri.UnescapeDataString(password)), AddressCredentials.Passwords(text));
        Assert.Equal(new ConfigurationSensitive(text) { DisplayText = masked }, AddressCredentials.SetApart(text));
        Assert.True(AddressCredentials.IsMasked(masked));
    }

    [Theory]
    [InlineData("redis://:a@h1,redis://:b@h2", "redis://:***@h1,redis://:***@h2")]
    [InlineData("http://u:a@h http://u:b@h", "http://u:***@h http://u:***@h")]
    [InlineData("http://u:a@h/?password=b&token=c", "http://u:***@h/?password=***&token=***")]
    [InlineData("http://h/?password=b&url=http://u:a@h", "http://h/?password=***&url=http://u:***@h")]
    public void Every_password_in_a_text_is_masked(string text, string masked) => Assert.Equal(masked, AddressCredentials.Mask(text));

    [Theory]
    [InlineData("")]
    [InlineData("http://127.0.0.1:5000")]
    [InlineData("http://host/a@2x.png")]
    [InlineData("http://host:8080/users/@me")]
    [InlineData("http://[::1]:8080/users/@me")]
    [InlineData("http://host/users/a:b@c")]
    [InlineData("http://host/?q=a@b&page=2")]
    [InlineData("http://host/?password=&token=")]
    [InlineData("abfs://container@account.dfs.core.windows.net/path")]
    [InlineData("wasbs://container@account.blob.core.windows.net")]
    [InlineData("ssh://git@github.com/a/b")]
    [InlineData("sftp://user@host/x")]
    [InlineData("postgres://user:@host")]
    [InlineData("git@github.com:a/b.git")]
    [InlineData("image/name:tag@sha256:0123")]
    [InlineData("mailto:a@b")]
    [InlineData("a // comment: b@c")]
    [InlineData("password=x")]
    [InlineData("{{mlflow.uri}}")]
    [InlineData("s3://bucket/a:b/c@d")]
    public void Text_without_a_password_is_unchanged(string text)
    {
        Assert.Equal(text, AddressCredentials.Mask(text));
        Assert.False(AddressCredentials.IsIn(text));
        Assert.Equal(new ConfigurationText(text), AddressCredentials.SetApart(text));
    }

    [Theory]
    [InlineData("//")]
    [InlineData("//a:b")]
    [InlineData("//a:b@c")]
    [InlineData("//?password=x&")]
    [InlineData("@//")]
    public async Task A_text_of_a_mebibyte_is_searched_in_linear_time(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 1024 * 1024 / part.Length));
        await Task.Run(() => AddressCredentials.Mask(text), TestContext.Current.CancellationToken).WaitAsync(
            TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
    }
}
