using ZenML.Cli.Commands.Tokens;
using ZenML.Client;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Runs;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Text;

namespace ZenML.Cli.Completion;

/// <summary>The names of what a store has.</summary>
internal static class Names
{
    /// <summary>Secrets, of the scope in <c>--scope</c> if it is given.</summary>
    public static CompletionSource Secrets { get; } = CompletionSource.InStore(async (request, token) =>
        (await request.Client.Secrets.ListPageAsync(InScope(request), token)).Items.Select(Of));

    /// <summary>Deleted secrets that can be undeleted.</summary>
    public static CompletionSource DeletedSecrets { get; } = CompletionSource.InStore(async (request, token) =>
        (await request.Client.DeletedSecrets.ListPageAsync(InScope(request), token)).Items.Select(found => Of(found.Secret)));

    /// <summary>Stacks.</summary>
    public static CompletionSource Stacks { get; } = InStore(
        async (client, query, token) => (await client.Stacks.ListPageAsync(query, token)).Items.Select(stack =>
            new Candidate(stack.Name, string.Join(", ", stack.Components.Select(component => component.Name).Distinct()))));

    /// <summary>Workspaces.</summary>
    public static CompletionSource Workspaces { get; } = InStore(
        async (client, query, token) => (await client.Workspaces.ListPageAsync(query, token)).Items
            .Select(workspace => new Candidate(workspace.Name, workspace.Description)));

    /// <summary>Users.</summary>
    public static CompletionSource Users { get; } = InStore(
        async (client, query, token) => (await client.Users.ListPageAsync(query, token)).Items
            .Where(user => !user.IsServiceAccount).Select(user => new Candidate(user.Name, user.FullName)));

    /// <summary>Service accounts.</summary>
    public static CompletionSource ServiceAccounts { get; } = InStore(
        async (client, query, token) => (await client.ServiceAccounts.ListPageAsync(query, token)).Items.Select(Of));

    /// <summary>Groups.</summary>
    public static CompletionSource Groups { get; } = InStore(
        async (client, query, token) => (await client.Groups.ListPageAsync(query, token)).Items
            .Select(group => new Candidate(group.Name, group.Description)));

    /// <summary>Users and service accounts, as they are named where either can be.</summary>
    public static CompletionSource Accounts { get; } = CompletionSource.InStore(FindAccountsAsync);

    /// <summary>Users, service accounts and groups, as they are named where any can be.</summary>
    public static CompletionSource Holders { get; } = CompletionSource.InStore(async (request, token) =>
        [.. await FindAccountsAsync(request, token), .. await FindGroupsAsync(request, token)]);

    /// <summary>The API keys of the service account that is the first argument.</summary>
    public static CompletionSource ApiKeys { get; } = CompletionSource.InStore(async (request, token) =>
    {
        var account = await FindServiceAccountAsync(request, token);
        var page = await request.Client.ServiceAccounts.ApiKeys.ListPageAsync(account.Id, request.Query(), token);
        return page.Items.Select(key => new Candidate(key.Name, key.Description));
    });

    /// <summary>The trusts of the service account that is the first argument.</summary>
    public static CompletionSource Trusts { get; } = CompletionSource.InStore(async (request, token) =>
    {
        var account = await FindServiceAccountAsync(request, token);
        var page = await request.Client.ServiceAccounts.Trusts.ListPageAsync(account.Id, request.Query(), token);
        return page.Items.Select(trust => new Candidate(trust.Name, trust.Subject));
    });

    /// <summary>Devices, by their host, the latest first.</summary>
    public static CompletionSource Devices { get; } = CompletionSource.InStore(async (request, token) =>
    {
        var page = await request.Client.Devices.ListPageAsync(new ListQuery { SortBy = "desc:created" }, token);
        return page.Items.Select(device =>
            new Candidate(device.Description.HostName ?? device.Id.ToString(), device.Description.Os));
    });

    /// <summary>The caller's tokens, by their ids, the latest first.</summary>
    public static CompletionSource Tokens { get; } = CompletionSource.InStore(
        async (request, token) =>
        {
            var page = await request.Client.Tokens.ListPageAsync(new ListQuery { SortBy = "desc:created" }, cancellationToken: token);
            return page.Items.Select(found => new Candidate(found.Id.ToString(), TokenData.Login(found)));
        },
        keepsOrder: true);

    /// <summary>Pipeline runs, the latest first.</summary>
    public static CompletionSource PipelineRuns { get; } = CompletionSource.InStore(
        async (request, token) =>
        {
            var page = await request.Client.PipelineRuns.ListPageAsync(request.Query("desc:created"), withSteps: false, token);
            return page.Items.Select(run => new Candidate(run.Name, $"{run.Pipeline}, {run.Status.ToWord()}"));
        },
        keepsOrder: true);

    /// <summary>Components of one type.</summary>
    public static CompletionSource Components(ComponentType type) => InStore(async (client, query, token) =>
    {
        query.Type = type;
        return (await client.Components.ListPageAsync(query, token)).Items
            .Select(component => new Candidate(component.Name, component.Flavor));
    });

    /// <summary>Flavors of one type.</summary>
    public static CompletionSource Flavors(ComponentType type) => InStore(async (client, query, token) =>
    {
        query.Type = type;
        return (await client.Flavors.ListPageAsync(query, token)).Items
            .Select(flavor => new Candidate(flavor.Name, flavor.Definition.Integration));
    });

    /// <summary>What a secret is, in a few words. Never a value.</summary>
    /// <remarks>Lists of ZenML's own server do not have the keys.</remarks>
    public static string Describe(SecretInfo secret)
    {
        string[] parts =
        [
            secret.Keys.Count > 0 ? Number.Of(secret.Keys.Count, "key") : "",
            secret.Scope == SecretScope.User ? "user scope" : "",
        ];
        return secret.Details.Description is { Length: > 0 } description
            ? description
            : string.Join(", ", parts.Where(part => part.Length > 0));
    }

    /// <summary>The service account that is the first argument.</summary>
    private static Task<User> FindServiceAccountAsync(StoreRequest request, CancellationToken cancellationToken) =>
        request.Client.ServiceAccounts.GetAsync(
            request.Typed.Arguments.Count > 0 ? request.Typed.Arguments[0] : "", cancellationToken: cancellationToken);

    private static async Task<IEnumerable<Candidate>> FindAccountsAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        var users = await request.Client.Users.ListPageAsync(request.Query(), cancellationToken);
        var programs = WithoutPrefix(request, NamedHolder.ServiceAccountPrefix) is { } query
            ? (await request.Client.ServiceAccounts.ListPageAsync(query, cancellationToken)).Items
            : [];
        return users.Items.Where(user => !user.IsServiceAccount).Select(user => new Candidate(NamedHolder.Of(user).Text, user.FullName))
            .Concat(programs.Select(program => new Candidate(NamedHolder.Of(program).Text, program.Description)));
    }

    /// <remarks>Only administrators can list groups.</remarks>
    private static async Task<IEnumerable<Candidate>> FindGroupsAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        if (WithoutPrefix(request, NamedHolder.GroupPrefix) is not { } query)
        {
            return [];
        }

        try
        {
            return (await request.Client.Groups.ListPageAsync(query, cancellationToken)).Items
                .Select(group => new Candidate(NamedHolder.Of(group).Text, group.Description));
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotAllowed)
        {
            return [];
        }
    }

    /// <summary>A query for what has a name that begins like the word after a prefix; null if the word cannot become such a name.</summary>
    private static ListQuery? WithoutPrefix(StoreRequest request, string prefix) =>
        request.Word.StartsWith(prefix, StringComparison.Ordinal) ? (request with { Word = request.Word[prefix.Length..] }).Query()
        : prefix.StartsWith(request.Word, StringComparison.Ordinal) ? (request with { Word = "" }).Query()
        : null;

    private static Candidate Of(SecretInfo secret) => new(secret.ReferenceName, Describe(secret));

    private static Candidate Of(User account) => new(account.Name, account.Description);

    private static ListQuery InScope(StoreRequest request)
    {
        var query = request.Query();
        if (request.Typed.ValueOf("--scope") is { Length: > 0 } scope)
        {
            query["scope"] = scope;
        }

        return query;
    }

    private static CompletionSource InStore(Func<ZenClient, ListQuery, CancellationToken, Task<IEnumerable<Candidate>>> find) =>
        CompletionSource.InStore((request, token) => find(request.Client, request.Query(), token));
}
