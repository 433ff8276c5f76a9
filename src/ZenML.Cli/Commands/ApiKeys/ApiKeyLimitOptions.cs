using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;

namespace ZenML.Cli.Commands.ApiKeys;

/// <summary>The options that limit an API key.</summary>
internal sealed class ApiKeyLimitOptions
{
    private readonly Option<string?> role = CommonOptions.Role(
        "The highest role that the API key can use. It never has a higher one than its service account.");

    private readonly Option<string?> workspace = new Option<string?>("--workspace")
    {
        Description = "The only workspace that the API key can use.",
        HelpName = "NAME_OR_ID",
    }.Completes(Names.Workspaces);

    private readonly Option<string[]> secrets = new Option<string[]>("--secret")
    {
        Description = "A secret in the workspace scope, in --workspace or else in the active workspace. The API key can use only the "
            + "secrets that are given. Can be repeated.",
        HelpName = "NAME_OR_ID",
    }.Completes(Names.Secrets);

    private readonly Option<string?> expires = new("--expires");

    private readonly Option<string[]> networks = new Option<string[]>("--from")
    {
        Description = "A network, such as 10.0.0.0/8 or 2001:db8::/32, or an address. The API key can be used only from the networks that "
            + "are given. Can be repeated.",
        HelpName = "NETWORK",
    }.Completes(CompletionSource.FreeText);

    private readonly Option<bool> anyRole = new("--any-role") { Description = "Remove the limit of the role." };
    private readonly Option<bool> anyWorkspace = new("--any-workspace") { Description = "Remove the limit of the workspace." };
    private readonly Option<bool> anySecret = new("--any-secret") { Description = "Remove the limit of the secrets." };
    private readonly Option<bool> fromAnywhere = new("--from-anywhere") { Description = "Remove the limit of the networks." };

    /// <summary>Makes the options.</summary>
    /// <param name="canNeverExpire">Whether <c>--expires never</c> is an answer.</param>
    public ApiKeyLimitOptions(bool canNeverExpire)
    {
        expires.Description = canNeverExpire
            ? "When the API key expires: a date (UTC), a number of days such as 90d, or never."
            : "When the API key expires: a date (UTC) or a number of days such as 90d. Default: the latest time that the server allows.";
        expires.HelpName = canNeverExpire ? "DATE|DAYS|never" : "DATE|DAYS";
        expires.Completes(CompletionSource.FreeText);
    }

    /// <summary>The options of a command that creates a key.</summary>
    public Option[] ToCreate => [role, workspace, secrets, expires, networks];

    /// <summary>The options of a command that changes a key.</summary>
    public Option[] ToUpdate => [role, anyRole, workspace, anyWorkspace, secrets, anySecret, expires, networks, fromAnywhere];

    /// <summary>Adds the limits that were given to a new key.</summary>
    public async Task<ApiKeyDefinition> ReadAsync(
        ParseResult result, CliContext context, ApiKeyDefinition key, CancellationToken cancellationToken)
    {
        var expiry = ReadExpiry(result, context);
        var only = await FindWorkspaceAsync(result, context, cancellationToken);
        return key with
        {
            Limits = new AccessLimits
            {
                Role = AccessTexts.FindRole(result.GetValue(role)),
                Workspace = only?.Id,
                Secrets = (await FindSecretsAsync(result, context, only, cancellationToken))?.ToHashSet(),
            },
            Networks = result.GetValue(networks) ?? [],
            Expires = expiry,
        };
    }

    /// <summary>Returns the changes that were given; null for none.</summary>
    public async Task<ApiKeyLimitsUpdate?> ReadUpdateAsync(ParseResult result, CliContext context, CancellationToken cancellationToken)
    {
        EnsureOne(result, role, anyRole);
        EnsureOne(result, workspace, anyWorkspace);
        EnsureOne(result, secrets, anySecret);
        EnsureOne(result, networks, fromAnywhere);
        var never = result.GetValue(expires) == "never";
        var expiry = never ? null : ReadExpiry(result, context);
        var only = await FindWorkspaceAsync(result, context, cancellationToken);
        var update = new ApiKeyLimitsUpdate
        {
            Role = AccessTexts.FindRole(result.GetValue(role)),
            AnyRole = result.GetValue(anyRole),
            Workspace = only?.Id,
            AnyWorkspace = result.GetValue(anyWorkspace),
            Secrets = result.GetValue(anySecret) ? [] : await FindSecretsAsync(result, context, only, cancellationToken),
            Networks = result.GetValue(fromAnywhere) ? [] : result.GetValue(networks) is { Length: > 0 } given ? given : null,
            Expires = expiry,
            NeverExpires = never,
        };
        return update.IsNone ? null : update;
    }

    private static void EnsureOne(ParseResult result, Option given, Option<bool> removed)
    {
        if (result.GetResult(given) is { Implicit: false } && result.GetValue(removed))
        {
            throw new UsageException($"Use either {given.Name} or {removed.Name}, not both.");
        }
    }

    private DateTimeOffset? ReadExpiry(ParseResult result, CliContext context) => result.GetValue(expires) is not { } text ? null
        : TimeText.FindFuture(text, context.ClientOptions.Clock) ?? throw new UsageException(
            $"--expires must be a date such as 2027-01-31 or a number of days such as 90d, not '{text}'.");

    private async Task<Workspace?> FindWorkspaceAsync(ParseResult result, CliContext context, CancellationToken cancellationToken) =>
        result.GetValue(workspace) is { } nameOrId
            ? await context.Client.Workspaces.GetAsync(nameOrId, LookupMode.Changing, cancellationToken)
            : null;

    private async Task<IReadOnlyCollection<Id<Secret>>?> FindSecretsAsync(
        ParseResult result, CliContext context, Workspace? only, CancellationToken cancellationToken)
    {
        if (result.GetValue(secrets) is not { Length: > 0 } given)
        {
            return null;
        }

        var place = only ?? await context.Client.Workspaces.GetActiveAsync(cancellationToken);
        var found = new List<Id<Secret>>();
        foreach (var text in given)
        {
            found.Add(Id<Secret>.TryParse(text, out var id) ? id : await FindSecretAsync(context, place, text, cancellationToken));
        }

        return found;
    }

    private static async Task<Id<Secret>> FindSecretAsync(
        CliContext context, Workspace place, string name, CancellationToken cancellationToken)
    {
        var named = new ListQuery { Workspace = place.Id, ["name"] = $"equals:{name}", ["scope"] = "workspace" };
        var page = await context.Client.Secrets.ListPageAsync(named, cancellationToken);
        return page.Items.FirstOrDefault(secret => secret.Name.Value == name)?.Id ?? throw new ZenException(
            ErrorCode.NotFound, $"There is no secret named '{name}' in the workspace scope of the workspace '{place.Name}'.");
    }
}
