using System.Text;
using System.Text.Json;
using CsCheck;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Attacks;

/// <summary>Names in the path of a request: each is decoded once, and names one resource or none.</summary>
public sealed class M5PathSegmentsTests(AttackedServer attacked) : IClassFixture<AttackedServer>
{
    private static readonly string[] Names =
    [
        "corp/ceo", "corp%2Fceo", "corp%2fceo", "corp%252Fceo", "corp", "ceo", "/", "//", "/corp", "corp/",
        "a;b", "a;", "a?b", "a#b", "a+b", "a b", "a%20b", "a%2Bb", "a:b", "a&b=c", "a,b", "a\\b", "a%5Cb", "%", "%%", "100%", "%41", "A",
        "...", "..a", "a/..", "a/../corp", "./corp", "%2e", "%2e%2e", "..%2fcorp", "..;", ";/..",
        "~", "*", "(a)", "'a'", "\"a\"", "<a>", "ä", "%C3%A4", "a\u0308", "💥",
        "deactivate", "corp/deactivate", "corp%2Fdeactivate", "?hydrate=false",
    ];

    private static readonly Gen<string> GenName =
        Gen.OneOf("/", "%", "%2F", "%25", "%2e", ".", "..", ";", "?", "#", "+", "&", "=", " ", "\\", ":", "a", "F", "2", "5", "ä", "💥")
            .Array[1, 6].Select(string.Concat);

    [Fact]
    public async Task M5_an_administrator_promotes_exactly_the_account_that_the_path_names()
    {
        await CreateAsync("top/ceo");
        await CreateAsync("top%2Fceo");

        Assert.Equal(200, (await attacked.Administrator.PutAsync("/api/v1/users/top%2Fceo", """{"is_admin":true}""")).Status);

        Assert.Equal((true, false), (await IsAdministratorAsync("top/ceo"), await IsAdministratorAsync("top%2Fceo")));
    }

    [Fact]
    public async Task M5_every_name_finds_its_own_account_however_much_of_the_name_is_percent_encoded()
    {
        foreach (var name in Names)
        {
            await CreateAsync(name);
        }

        foreach (var name in Names)
        {
            foreach (var encoded in Encodings(name))
            {
                var answer = await attacked.GetRawAsync($"/api/v1/users/{encoded}");

                Assert.Equal((encoded, 200, name), (encoded, answer.Status, NameOf(answer)));
            }
        }
    }

    [Fact]
    public async Task M5_any_valid_name_finds_its_own_account_and_an_unused_name_finds_none() =>
        await Gen.Select(GenName, GenName).SampleAsync(
            async (given, other) =>
            {
                var created = await attacked.Administrator.PostAsync("/api/v1/workspaces", $$"""{"name":{{Json(given)}}}""");
                Assert.True(created.Status is 200 or 400 or 409, $"{given}: {created.Status}");

                var found = await attacked.GetRawAsync($"/api/v1/workspaces/{Uri.EscapeDataString(given)}");
                Assert.Equal(created.Status is 200 or 409 ? (200, given) : (404, null), (found.Status, NameOf(found)));

                var foundOther = await attacked.GetRawAsync($"/api/v1/workspaces/{Uri.EscapeDataString(other)}");
                Assert.Contains((foundOther.Status, NameOf(foundOther)), new[] { (200, other), (404, null) });
            },
            iter: 100, threads: 1);

    [Fact]
    public async Task M5_any_text_as_a_path_segment_names_what_it_decodes_to_or_nothing() =>
        await GenName.SampleAsync(
            async segment =>
            {
                // What is not visible ASCII cannot be in a request line.
                var ascii = string.Concat(segment.Where(letter => letter is > ' ' and < '\x7f'));
                var answer = await attacked.GetRawAsync($"/api/v1/users/{ascii}");

                Assert.True(answer.Status is 200 or 400 or 404, $"{ascii}: {answer.Status}");
                if (answer.Status == 200 && NameOf(answer) is { } name)
                {
                    Assert.Equal(Uri.UnescapeDataString(ascii.Split('?')[0]), name);
                }
            },
            iter: 200, threads: 1);

    [Theory]
    [InlineData("%")]
    [InlineData("%2")]
    [InlineData("%zz")]
    [InlineData("%2%46")]
    [InlineData("%u0041")]
    [InlineData("%ff")]
    [InlineData("%C3%28")]
    [InlineData("%C0%AF")]
    [InlineData("%ED%A0%80")]
    [InlineData("%00")]
    [InlineData("a%00b")]
    public async Task M5_an_invalid_percent_encoding_is_a_bad_request_in_a_path_and_in_a_query(string encoded)
    {
        Assert.Equal(400, (await attacked.GetRawAsync($"/api/v1/users/{encoded}")).Status);
        if (!encoded.Contains("%00", StringComparison.Ordinal))
        {
            Assert.Equal(400, (await attacked.GetRawAsync($"/api/v1/users?name={encoded}")).Status);
        }
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task M5_names_that_URLs_treat_as_folders_are_rejected(string name)
    {
        var api = attacked.Administrator;
        string Body(string given) => $$"""{"name":"{{given}}","description":"","is_admin":false,"active":true}""";
        var account = (await api.CreateAsync("/api/v1/service_accounts", Body(attacked.NewName()))).Id;
        var user = await CreateAsync(attacked.NewName());
        var workspace = (await api.CreateAsync("/api/v1/workspaces", Body(attacked.NewName()))).Id;

        Assert.Equal(400, (await api.PostAsync("/api/v1/users", $$"""{"name":"{{name}}","is_admin":false}""")).Status);
        Assert.Equal(400, (await api.PutAsync($"/api/v1/users/{user}", $$"""{"name":"{{name}}"}""")).Status);
        Assert.Equal(400, (await api.PostAsync("/api/v1/workspaces", Body(name))).Status);
        Assert.Equal(400, (await api.PutAsync($"/api/v1/workspaces/{workspace}", Body(name))).Status);
        Assert.Equal(400, (await api.PostAsync("/api/v1/service_accounts", Body(name))).Status);
        Assert.Equal(400, (await api.PutAsync($"/api/v1/service_accounts/{account}", Body(name))).Status);
        Assert.Equal(400, (await api.PostAsync($"/api/v1/service_accounts/{account}/api_keys", Body(name))).Status);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("%2e%2e")]
    [InlineData(".%2E")]
    public async Task M5_an_existing_account_named_dot_dot_is_found_by_name_and_by_id_and_never_resolves_to_a_parent_folder(string encoded)
    {
        var id = Id<User>.New();
        await attacked.Server.Database.WriteAsync(
            async (unit, token) =>
            {
                if ((await unit.Users.FindByNameAsync("..", token)).SingleOrDefault() is { } found)
                {
                    id = found.Id;
                }
                else
                {
                    var now = DateTimeOffset.UnixEpoch;
                    await unit.Users.AddAsync(new User { Id = id, Name = "..", IsAdmin = false, Created = now, Updated = now }, token);
                }

                return id;
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(id.Value, (await attacked.GetRawAsync($"/api/v1/users/{encoded}")).Id);
        Assert.Equal("..", NameOf(await attacked.GetRawAsync($"/api/v1/users/{id}")));
        Assert.Equal(404, (await attacked.GetRawAsync($"/api/v1/workspaces/{encoded}/users/default")).Status);
        Assert.Equal(404, (await attacked.GetRawAsync($"/api/v1/users/{encoded}/users/default")).Status);
    }

    [Theory]
    [InlineData("GET http://{0}/api/v1/users/raw%2Fname HTTP/1.1", "raw/name")]
    [InlineData("GET http://{0}/api/v1/users/raw%252Fname?hydrate=false HTTP/1.1", "raw%2Fname")]
    [InlineData("GET /api/v1/%75sers/raw%2Fname HTTP/1.1", "raw/name")]
    [InlineData("GET //api/v1/users/raw%2Fname HTTP/1.1", null)]
    [InlineData("GET /api%2Fv1/users/raw%2Fname HTTP/1.1", null)]
    [InlineData("GET /api/v1/users/raw/name HTTP/1.1", null)]
    [InlineData("GET /api/v1/workspaces/../users/raw%2Fname HTTP/1.1", null)]
    public async Task M5_the_path_is_read_exactly_as_it_was_sent(string requestLine, string? found)
    {
        await CreateAsync("raw/name", mayExist: true);
        await CreateAsync("raw%2Fname", mayExist: true);

        var answer = await RawConnection.ExchangeAsync(
            attacked.Address,
            $"{string.Format(null, requestLine, attacked.Address.Authority)}\r\nHost: {attacked.Address.Authority}\r\n"
                + $"Authorization: Bearer {attacked.Token}\r\nConnection: close\r\n\r\n",
            TestContext.Current.CancellationToken);

        Assert.StartsWith(found is null ? "HTTP/1.1 404 " : "HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Equal(found is not null, answer.Contains($"\"name\":\"{found}\"", StringComparison.Ordinal));
    }

    /// <summary>The ways to write a name in a path: what must be encoded, everything, and everything with lower-case digits.</summary>
    private static IEnumerable<string> Encodings(string name)
    {
        var all = string.Concat(Encoding.UTF8.GetBytes(name).Select(value => $"%{value:X2}"));
        return [Uri.EscapeDataString(name), all, all.ToLowerInvariant()];
    }

    private static string Json(string text) => JsonEncodedText.Encode(text).Quoted();

    private static string? NameOf(ApiAnswer answer) =>
        answer.Status == 200 && answer.Json.TryGetProperty("name", out var name) ? name.GetString() : null;

    private async Task<Guid> CreateAsync(string name, bool mayExist = false)
    {
        var answer = await attacked.Administrator.PostAsync("/api/v1/users", $$"""{"name":{{Json(name)}},"is_admin":false}""");
        Assert.True(answer.Status == 200 || (mayExist && answer.Status == 409), $"{name}: {answer.Status} {answer.Text}");
        return answer.Status == 200 ? answer.Id : default;
    }

    private async Task<bool> IsAdministratorAsync(string name)
    {
        var page = await attacked.Administrator.GetAsync($"/api/v1/users?name={Uri.EscapeDataString($"equals:{name}")}");
        return page.Json.GetProperty("items")[0].GetProperty("body").GetProperty("is_admin").GetBoolean();
    }
}
