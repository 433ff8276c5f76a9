using System.Text.RegularExpressions;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Attacks;

/// <summary>No response to an account depends on whether someone else has a private secret with a given name.</summary>
public sealed partial class M1HiddenSecretsTests
{
    private const string Name = "target-name";

    private const string TooLarge = "TOO LARGE";

    // Attempts of another account to find the administrator's private secret with that name.
    private static readonly (string Method, string Path, string? Body)[] Attempts =
    [
        ("PUT", "/api/v1/secrets/{shared}?patch_values=true", $$$"""{"name":"{{{Name}}}","scope":"user"}"""),
        ("PUT", "/api/v1/secrets/{shared}?patch_values=true",
            $$$"""{"name":"{{{Name}}}","scope":"user","values":{"a":"{{{TooLarge}}}"}}"""),
        ("PUT", "/api/v1/secrets/{shared}", $$$"""{"name":"{{{Name}}}","scope":"user","values":{"a":"{{{TooLarge}}}"}}"""),
        ("PUT", "/api/v1/secrets/{shared}?patch_values=true", """{"scope":"user"}"""),
        ("PUT", "/api/v1/secrets/{shared}?patch_values=true", $$$"""{"name":"{{{Name}}}","values":{"a":"{{{TooLarge}}}"}}"""),
        ("PUT", "/api/v1/secrets/{hidden}?patch_values=true", """{"name":"x"}"""),
        ("PUT", "/api/v1/secrets/{hidden}?patch_values=true", """{"scope":"workspace"}"""),
        ("PUT", "/api/v1/secrets/{hidden}?patch_values=true", """{"values":{"a":"1"}}"""),
        ("PUT", "/api/v1/secrets/{hidden}", $$$"""{"values":{"a":"{{{TooLarge}}}"}}"""),
        ("GET", "/api/v1/secrets/{hidden}", null),
        ("GET", "/api/v1/secrets/{hidden}?hydrate=false", null),
        ("DELETE", "/api/v1/secrets/{hidden}", null),
        ("GET", "/api/v1/x/secrets/deleted", null),
        ("GET", $"/api/v1/x/secrets/deleted?name={Name}&scope=user", null),
        ("DELETE", "/api/v1/x/secrets/deleted/{hidden}", null),
        ("POST", "/api/v1/x/secrets/{hidden}/undelete", "{}"),
        ("POST", "/api/v1/x/secrets/{hidden}/undelete", """{"name":"shared"}"""),
        ("POST", "/api/v1/x/workspaces/{workspace}/secrets/deleted/find", $$"""{"text":"{{Name}}"}"""),
        ("POST", "/api/v1/x/workspaces/{workspace}/secrets/deleted/find", """{"text":"{hidden}"}"""),
        ("GET", "/api/v1/x/secrets/{hidden}/access", null),
        ("PUT", "/api/v1/x/secrets/{hidden}/share", """{"holder":"other","right":"read"}"""),
        ("POST", "/api/v1/x/secrets/{hidden}/unshare", """{"holder":"other"}"""),
        ("GET", "/api/v1/x/access", null),
        ("GET", $"/api/v1/secrets?name={Name}", null),
        ("GET", $"/api/v1/secrets?name=startswith:{Name}&hydrate=true", null),
        ("GET", "/api/v1/secrets?scope=user", null),
        ("GET", "/api/v1/secrets?size=1&sort_by=name", null),
        ("GET", "/api/v1/secrets?user_id={owner}", null),
        ("GET", "/api/v1/secrets?id={hidden}", null),
        ("GET", $"/api/v1/secrets?logical_operator=or&name={Name}&scope=user", null),
        ("GET", "/api/v1/x/secrets?size=100", null),
        ("GET", $"/api/v1/x/secrets?name={Name}", null),
        ("POST", "/api/v1/x/references/check", $$"""{"workspace":"{workspace}","references":[{"name":"{{Name}}","key":"a"}]}"""),
        ("POST", "/api/v1/x/references/check",
            $$"""{"workspace":"{workspace}","level":"SECRET_EXISTS","references":[{"name":"{{Name}}","key":"a"}]}"""),
        ("POST", "/api/v1/x/references/resolve", $$"""{"workspace":"{workspace}","references":[{"name":"{{Name}}","key":"a"}]}"""),
        ("GET", "/api/v1/x/workspaces/{workspace}/secrets?size=100", null),
        ("GET", $"/api/v1/x/workspaces/default/secrets?name={Name}", null),
        ("POST", "/api/v1/x/workspaces/{workspace}/secrets/find", $$"""{"text":"{{Name}}","values":true}"""),
        ("POST", "/api/v1/x/workspaces/{workspace}/secrets/find", """{"text":"target","mode":"reading"}"""),
        ("POST", "/api/v1/x/workspaces/{workspace}/secrets/find", """{"text":"{hidden}","values":true}"""),
        ("POST", "/api/v1/x/workspaces/{workspace}/secrets/find", $$"""{"text":"{{Name}}","scope":"user"}"""),
        ("POST", "/api/v1/x/workspaces/{workspace}/secrets/read", $$"""{"secrets":[{"text":"{{Name}}"}]}"""),
        ("POST", "/api/v1/x/workspaces/{workspace}/secrets/read", """{"secrets":[{"text":"{hidden}"}]}"""),
        ("POST", "/api/v1/x/workspaces/{workspace}/secrets/usages", $$"""{"text":"{{Name}}"}"""),
        ("POST", "/api/v1/x/workspaces/{workspace}/secrets/usages", """{"text":"target","mode":"reading"}"""),
        ("POST", "/api/v1/x/workspaces/{workspace}/secrets/usages", """{"text":"{hidden}"}"""),
        ("POST", "/api/v1/x/workspaces/{workspace}/secrets/usages", "{}"),
        ("POST", "/api/v1/x/workspaces/{workspace}/references/suggest", $$"""{"references":[{"name":"{{Name}}","key":"b"}]}"""),
        ("POST", "/api/v1/x/workspaces/{workspace}/references/suggest", """{"references":[{"name":"target-nam","key":"a"}]}"""),
        ("POST", "/api/v1/x/workspaces/{workspace}/references/check", $$"""{"references":[{"name":"{{Name}}","key":"a"}]}"""),
        ("POST", "/api/v1/x/workspaces/{workspace}/references/resolve", $$"""{"references":[{"name":"{{Name}}","key":"a"}]}"""),
        ("GET", "/api/v1/workspaces/{workspace}/statistics?secrets_of_others=true", null),
        ("DELETE", "/api/v1/workspaces/{workspace}", null),
        ("DELETE", "/api/v1/workspaces/{workspace}?force=true", null),
        ("DELETE", "/api/v1/users/{owner}", null),
        ("POST", "/api/v1/workspaces/default/secrets",
            $$$"""{"name":"{{{Name}}}","scope":"workspace","values":{"a":"{{{TooLarge}}}"},{owned}}"""),
        ("POST", "/api/v1/workspaces/default/secrets", $$$"""{"name":"{{{Name}}}","scope":"user","values":{"a":"1"},{owned}}"""),
        ("POST", "/api/v1/workspaces/default/secrets", $$$"""{"name":"{{{Name}}}","scope":"workspace","values":{"a":"1"},{owned}}"""),
        ("PUT", "/api/v1/secrets/{shared}?patch_values=true", $$$"""{"name":"{{{Name}}}"}"""),
        ("POST", "/api/v1/x/references/check", $$"""{"workspace":"{workspace}","references":[{"name":"{{Name}}","key":"a"}]}"""),
        ("GET", "/api/v1/secrets?size=100", null),
    ];

    [Fact]
    public async Task M1_no_response_reveals_whether_someone_else_has_a_private_secret_with_a_given_name()
    {
        var with = await TryAsync(hasHidden: true, isPurged: false);
        var deleted = await TryAsync(hasHidden: false, isPurged: false);
        var without = await TryAsync(hasHidden: false, isPurged: true);

        Assert.Equal(without, with);
        Assert.Equal(without, deleted);
        Assert.Contains(with, answer => answer.StartsWith("200", StringComparison.Ordinal));
        Assert.Contains(with, answer => answer.StartsWith("403", StringComparison.Ordinal));
        Assert.Contains(with, answer => answer.StartsWith("409", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_owner_gets_a_conflict_for_the_name_of_their_own_private_secret()
    {
        await using var world = await TeamWorld.StartAsync();
        await world.PostSecretAsync(Name, scope: "user");
        var shared = await world.PostSecretAsync("shared");

        var refused = await world.Administrator.PutAsync(
            $"/api/v1/secrets/{shared.Id}?patch_values=true", $$"""{"name":"{{Name}}","scope":"user"}""");

        Assert.Equal((409, "EntityExistsError"), (refused.Status, refused.ErrorClass));
    }

    [Theory]
    [InlineData("GET", "", null)]
    [InlineData("PUT", "", """{"full_name":"x"}""")]
    [InlineData("PUT", "", """{"password":"x","old_password":"y"}""")]
    [InlineData("PUT", "/deactivate", null)]
    [InlineData("PUT", "/email-opt-in", """{"email":"a@b.c","email_opted_in":true}""")]
    [InlineData("DELETE", "", null)]
    public async Task M1_accounts_of_others_are_answered_like_accounts_that_do_not_exist(string method, string path, string? body)
    {
        await using var world = await TeamWorld.StartAsync();
        var ids = (world.Administrator.User.ToString(), Guid.NewGuid().ToString());
        foreach (var (foreign, missing) in new[] { ids, ("default", "nobody") })
        {
            var there = await world.Other.SendAsync(method, $"/api/v1/users/{foreign}{path}", body);
            var absent = await world.Other.SendAsync(method, $"/api/v1/users/{missing}{path}", body);

            Assert.Equal((absent.Status, absent.Text), (there.Status, there.Text));
            Assert.NotEqual(200, there.Status);
        }
    }

    [Fact]
    public async Task Every_user_finds_their_own_account_by_name_and_by_id()
    {
        await using var world = await TeamWorld.StartAsync();

        foreach (var own in new[] { "other", world.Other.User.ToString(), world.Other.User.ToString("N") })
        {
            Assert.Equal("other", (await world.Other.GetAsync($"/api/v1/users/{own}")).Json.GetProperty("name").GetString());
            Assert.Equal(200, (await world.Other.PutAsync($"/api/v1/users/{own}", """{"full_name":"O"}""")).Status);
        }
    }

    private static async Task<List<string>> TryAsync(bool hasHidden, bool isPurged)
    {
        await using var world = await TeamWorld.StartAsync();
        var shared = (await world.PostSecretAsync("shared", """{"b":"1"}""")).Id;
        var hidden = (await world.PostSecretAsync(Name, """{"a":"1"}""", "user")).Id;
        if (!hasHidden)
        {
            Assert.Equal(200, (await world.Administrator.DeleteAsync($"/api/v1/secrets/{hidden}")).Status);
        }

        if (isPurged)
        {
            Assert.Equal(200, (await world.Administrator.DeleteAsync($"/api/v1/x/secrets/deleted/{hidden}")).Status);
        }

        string Fill(string text) => text
            .Replace("{shared}", shared.ToString(), StringComparison.Ordinal)
            .Replace("{hidden}", hidden.ToString(), StringComparison.Ordinal)
            .Replace("{workspace}", world.Workspace.ToString(), StringComparison.Ordinal)
            .Replace("{owner}", world.Administrator.User.ToString(), StringComparison.Ordinal)
            .Replace("{owned}", world.Owned(world.Other), StringComparison.Ordinal)
            .Replace(TooLarge, new string('x', 1024 * 1024), StringComparison.Ordinal);
        var answers = new List<string>();
        foreach (var (method, path, body) in Attempts)
        {
            var answer = await world.Other.SendAsync(method, Fill(path), body is null ? null : Fill(body));
            var headers = answer.Headers.Where(header => header.Key != "Date")
                .Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order(StringComparer.Ordinal);
            answers.Add(Changing().Replace($"{answer.Status} {method} {path} {answer.Text} {string.Join(';', headers)}", "-"));
        }

        return answers;
    }

    /// <summary>Ids and times.</summary>
    [GeneratedRegex(@"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+")]
    private static partial Regex Changing();
}
