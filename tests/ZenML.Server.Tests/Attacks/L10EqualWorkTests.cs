using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Attacks;

public sealed class L10EqualWorkTests
{
    [Fact]
    public async Task L10_no_response_reveals_whether_an_account_exists_or_what_state_it_is_in()
    {
        await using var server = await RunningServer.StartAsync(new SettableClock(), LoginSender.BelievesThisMachine);
        var admin = await server.AdminAsync();
        await server.PersonAsync(admin, "active");
        await server.PersonAsync(admin, "deactivated");
        await admin.PutAsync("/api/v1/users/deactivated/deactivate");
        await admin.CreateAsync("/api/v1/users", """{"name": "waiting", "is_admin": false}""");
        await admin.CreateAsync("/api/v1/service_accounts", """{"name": "robot", "description": "", "active": true}""");
        string[] names = ["nobody", "active", "deactivated", "waiting", "robot", $"{Guid.NewGuid()}", new string('x', 5_000), " "];

        var answers = new List<string>();
        foreach (var (index, name) in names.Index())
        {
            answers.Add(await DescribeAsync(server, $"10.0.{index}.1", name));
        }

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task L10_an_activation_does_not_reveal_whether_an_account_exists()
    {
        await using var server = await RunningServer.StartAsync(new SettableClock(), LoginSender.BelievesThisMachine);
        var admin = await server.AdminAsync();
        await admin.CreateAsync("/api/v1/users", """{"name": "waiting", "is_admin": false}""");
        await server.PersonAsync(admin, "active");
        var nobody = new ApiClient(server.Client, token: null);
        var answers = new List<string>();
        foreach (var (index, name) in ((string[])["nobody", "waiting", "active"]).Index())
        {
            var sequence = new List<string>();
            for (var attempt = 0; attempt < 12; attempt++)
            {
                var answer = await nobody.SendAsync(
                    "PUT", $"/api/v1/users/{name}/activate", """{"activation_token": "wrong", "password": "long enough"}""",
                    headers: ("X-Forwarded-For", $"10.0.{index}.1"));
                sequence.Add($"{answer.Status} {answer.Text}");
            }

            answers.Add(string.Join('\n', sequence));
        }

        Assert.Single(answers.Distinct());
    }

    /// <summary>Everything that an anonymous caller sees of twelve attempts with a wrong password.</summary>
    private static async Task<string> DescribeAsync(RunningServer server, string from, string name)
    {
        var sequence = new List<string>();
        for (var attempt = 0; attempt < 12; attempt++)
        {
            var answer = await server.PasswordAsync(from, name, "wrong");
            var headers = answer.Headers.Where(header => header.Key is not "Date")
                .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
            sequence.Add($"{answer.Status} {answer.Text} {string.Join("; ", headers.Order(StringComparer.Ordinal))}");
        }

        return string.Join('\n', sequence);
    }
}
