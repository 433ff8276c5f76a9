using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using CustomStore;
using ZenML.Core.Secrets.Storage;
using ZenML.SecretsStores.Entries;
using ZenML.SecretsStores.Tests.Conformance;
using ZenML.TestKit;
using ZenML.TestKit.SecretsStores;

namespace ZenML.SecretsStores.Tests.Command;

/// <summary>The example of a class that is added to the server.</summary>
public sealed partial class CustomStoreExampleTests : SecretsStoreConformance
{
    [Fact]
    public async Task The_program_with_a_class_of_its_own_serves_secrets_whose_values_are_in_that_store()
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CustomStore.dll")])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["ZENML_STORE_URL"] = $"sqlite:///{folder.File("zenml.db")}";
        start.Environment["ZENML_SERVER_URLS"] = "http://127.0.0.1:0";
        start.Environment["ZENML_DEFAULT_USER_PASSWORD"] = "default-pw";
        start.Environment["CUSTOM_STORE_FOLDER"] = folder.File("values");
        using var process = Process.Start(start)!;
        try
        {
            using var client = new HttpClient { BaseAddress = await FindAddressAsync(process), Timeout = Patience.Time };
            using var form = new FormUrlEncodedContent([new("username", "default"), new("password", "default-pw")]);
            using var login = await client.PostAsync(new Uri("/api/v1/login", UriKind.Relative), form, Token);
            var token = (await login.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("access_token").GetString();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var user = (await client.GetFromJsonAsync<JsonElement>("/api/v1/current-user", Token)).GetProperty("id");
            var workspace = (await client.GetFromJsonAsync<JsonElement>("/api/v1/workspaces/default", Token)).GetProperty("id");
            using var created = await client.PostAsJsonAsync(
                "/api/v1/workspaces/default/secrets",
                new { name = "db", scope = "workspace", values = new { password = "abc" }, user, workspace },
                Token);

            Assert.True(created.IsSuccessStatusCode);
            var file = Assert.Single(Directory.EnumerateFiles(folder.File("values"), "*", SearchOption.AllDirectories));
            Assert.Equal("""{"password":"abc"}""", await File.ReadAllTextAsync(file, Token));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None).InTimeAsync("the server to end");
        }
    }

    protected override Task<IConformanceTarget> OpenAsync(TimeProvider clock) => Task.FromResult<IConformanceTarget>(new Target());

    private static async Task<Uri> FindAddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync(Token).InTimeAsync("the log of the server") is { } line)
        {
            if (Address().Match(line) is { Success: true } match)
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new Uri(match.Value);
            }
        }

        throw new InvalidOperationException("The server ended.");
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9]\d*")]
    private static partial Regex Address();

    private sealed class Target : IConformanceTarget
    {
        private readonly TemporaryFolder folder = new();

        public Target() => Store = new EntrySecretsStore(
            new FolderStore(folder.Path, new EntryOwner(_ => Task.FromResult(Guid.Empty))));

        public ISecretsStore Store { get; }

        public Faults? Faults => null;

        public bool RepeatsWrites => true;

        public Task<Func<Task<bool>>>? PlantForeignAsync(SecretVersionKey key) => null;

        public ValueTask DisposeAsync()
        {
            folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
