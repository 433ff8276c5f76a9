using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Deletion;
using ZenML.Core.Secrets.History;
using ZenML.Core.Secrets.Import;
using ZenML.Core.Secrets.Usages;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;

namespace ZenML.Client.Tests.Documentation;

/// <summary>The examples of <c>docs/sdk.md</c>, unchanged, with the code between them that makes them run.</summary>
internal static class SdkSnippets
{
    public static async Task RunAsync(string folder)
    {
        await using var client = ZenClient.Open();
        await client.Secrets.CreateAsync("my_secret", new() { ["username"] = "admin", ["password"] = "abc123" });

        Secret secret = await client.Secrets.GetAsync("my_secret");
        SensitiveString password = secret["password"];
        Login(secret["username"].Reveal(), password.Reveal());

        SecretInfo info = await client.Secrets.FindAsync("my_secret");
        bool hasToken = info.Keys.Contains("token");

        SecretInfo wrong = await client.Secrets.UpdateAsync("my_secret", new SecretUpdate { Set = new() { ["password"] = "typo" } });
        await foreach (SecretVersion entry in client.Secrets.History.ListAsync(wrong.Id))
        {
            Console.Out.WriteLine($"{entry.Version} by {entry.User?.Name}: {string.Join(", ", entry.Changed)}");
        }

        SecretRollback undone = await client.Secrets.History.RollbackAsync(wrong.Id, to: wrong.Version - 1, ifVersion: wrong.Version);
        await client.Secrets.History.DestroyAsync(wrong.Id, undone.Replaced);
        Assert.False(hasToken);

        await client.Secrets.UpdateAsync("my_secret", new SecretUpdate
        {
            Details = new() { Description = "The shop's API", MarkPlain = ["username"] },
        });

        SecretUsages usages = await client.SecretUsages.FindAsync("my_secret");
        foreach (ComponentUse use in usages.Components)
        {
            Console.Out.WriteLine($"{use.Name}: {use.Attribute} ({string.Join(", ", use.Stacks)})");
        }

        await client.Secrets.UpdateAsync("my_secret", new SecretUpdate
        {
            Set = new() { ["token"] = "t-1" },
            Remove = ["username"],
        });
        await client.Secrets.UpdateAsync("my_secret", new SecretUpdate { Name = SecretName.Parse("renamed"), Scope = SecretScope.User });
        await client.Secrets.DeleteAsync("renamed");

        DeletedSecret deleted = await client.DeletedSecrets.FindAsync("renamed");
        Console.Out.WriteLine($"{deleted.Secret.Name} is kept until {deleted.PurgedAfter}");
        await client.DeletedSecrets.UndeleteAsync(deleted.Secret.Id, newName: "my_secret");
        await client.Secrets.DeleteAsync("my_secret");
        await client.DeletedSecrets.PurgeAsync(deleted.Secret.Id);

        SecretImportReport report = await client.Secrets.ImportAsync(
        [
            new SecretImport(SecretName.Parse("db"), new() { ["password"] = "abc123" }),
            new SecretImport(SecretName.Parse("api"), new() { ["token"] = "t-1" }) { ReplaceAll = true },
        ]);
        bool isNew = report.Secrets[0].Outcome == SecretImportOutcome.Created;
        Assert.True(isNew);

        await client.Secrets.CreateAsync("token", new() { ["value"] = "mine" }, SecretScope.User);
        await client.Secrets.CreateAsync("token", new() { ["value"] = "everyone's" });
        Secret mine = await client.Secrets.GetAsync("token");
        Secret shared = await client.Secrets.GetAsync("token", SecretScope.Workspace);
        Assert.Equal(["mine", "everyone's"], [mine["value"].Reveal(), shared["value"].Reveal()]);

        await client.Secrets.CreateAsync("my_secret", new() { ["k"] = "v" });
        SecretInfo found = await client.Secrets.FindAsync("my_sec", mode: LookupMode.Reading);
        Assert.Equal("my_secret", found.Name.Value);

        var query = new ListQuery
        {
            ["name"] = "startswith:my_", ["created"] = "gte:2024-01-31 00:00:00", SortBy = "desc:updated", Size = 100,
        };
        await foreach (SecretInfo each in client.Secrets.ListAsync(query))
        {
            Console.Out.WriteLine($"{each.Name}: {string.Join(", ", each.Keys)}");
        }

        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WatchAsync(client, stop.Cancel, stop.Token));

        Component tracker = await client.Components.RegisterAsync(ComponentType.ExperimentTracker, "mlflow", "mlflow", new()
        {
            ["tracking_uri"] = "http://127.0.0.1:5000",
            ["tracking_username"] = "{{mlflow_secret.username}}",
            ["tracking_password"] = "{{mlflow_secret.password}}",
        });
        Stack standard = await client.Stacks.GetAsync("default");
        await client.Stacks.RegisterAsync("production", [.. standard.Components, tracker]);
        Stack active = await client.Stacks.SetActiveAsync("production");

        StackValidation validation = await client.Stacks.ValidateAsync(active);
        foreach (MissingReference missing in validation.Missing)
        {
            Console.Out.WriteLine($"{missing.Secret}.{missing.Key} in {missing.Attribute} of {missing.Component}");
        }

        try
        {
            await client.Secrets.GetAsync("no_such_secret");
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotFound)
        {
            Console.Out.WriteLine(exception.Message);
        }

        var options = new ZenClientOptions { ConfigPath = folder, OnWarning = Console.Error.WriteLine };
        await using var other = ZenClient.Open(options);
        Assert.Equal(2, (await other.Secrets.ListPageAsync(new ListQuery { ["name"] = "token" })).Total);
    }

    /// <summary>Features that only a server has.</summary>
    public static async Task CareForAccountsAsync(ZenClient client)
    {
        UserWithToken ada = await client.Users.CreateAsync(new NewUser("ada", IsAdmin: false));
        Console.Out.WriteLine($"Give {ada.User.Name} this token: {ada.ActivationToken!.Reveal()}");

        User ci = await client.ServiceAccounts.CreateAsync("ci", "Builds");
        NewApiKey key = await client.ServiceAccounts.ApiKeys.CreateAsync(ci.Id, "build");
        NewApiKey next = await client.ServiceAccounts.ApiKeys.RotateAsync(ci.Id, "build", retainMinutes: 60);
        NewApiKey narrow = await client.ServiceAccounts.ApiKeys.CreateAsync(ci.Id, new ApiKeyDefinition("deploy")
        {
            Limits = new AccessLimits { Role = Role.Runner }, Networks = ["10.0.0.0/8"],
        });
        Assert.NotEqual(key.Text, next.Text);
        Assert.Equal(Role.Runner, narrow.Key.Limits.Role);

        await client.Secrets.CreateAsync("db", new SecretValues { ["password"] = "abc123" });
        await client.Roles.GrantAsync("ada", Role.Viewer);
        await client.Secrets.ShareAsync("db", "ada", SecretRight.Read, until: TimeProvider.System.GetUtcNow().AddHours(2));
        SecretAccessReport report = await client.Secrets.GetAccessAsync("db");
        foreach (SecretAccessEntry entry in report.Entries)
        {
            Console.Out.WriteLine($"{entry.Holder.Text} can {entry.Rights}: {entry.Reason}");
        }

        var refused = new ListQuery { ["outcome"] = "refused", ["created"] = "gte:2024-01-31 00:00:00", SortBy = "desc:created" };
        await foreach (AuditEvent each in client.Audit.ListAsync(refused))
        {
            Console.Out.WriteLine($"{each.Created:u} {each.UserName} {each.Action} {each.ResourceType} {each.ResourceName}");
        }
    }

    private static async Task WatchAsync(ZenClient client, Action stop, CancellationToken cancellationToken)
    {
        await foreach (SecretsChange change in client.SecretChanges.WatchAsync(cancellationToken: cancellationToken))
        {
            await UseAsync(await client.Secrets.GetAsync("token", cancellationToken: cancellationToken));
        }

        Task UseAsync(Secret secret)
        {
            stop();
            return Task.CompletedTask;
        }
    }

    private static void Login(string user, string password) => Assert.Equal("admin/abc123", $"{user}/{password}");
}
