using ZenML.Cli.Commands.ApiKeys;
using ZenML.Cli.Commands.Trusts;

namespace ZenML.Cli.Commands.ServiceAccounts;

/// <summary>The group <c>service-account</c>.</summary>
internal static class ServiceAccountNoun
{
    /// <summary>The name.</summary>
    public const string Name = "service-account";

    public static Noun Noun { get; } = new(Name, "Manage service accounts, their API keys and what they trust.",
    [
        new("create", "Create a service account, with an API key.", context => new ServiceAccountCreateCommand(context)),
        new("list", "List service accounts.", context => new ServiceAccountListCommand(context)),
        new("describe", "Show a service account.", context => new ServiceAccountDescribeCommand(context)),
        new("update", "Change a service account.", context => new ServiceAccountUpdateCommand(context)),
        new("delete", "Delete a service account.", context => new ServiceAccountDeleteCommand(context)),
        ApiKeyVerbs.Group,
        TrustVerbs.Group,
    ], "zenml service-account create ci --out-file key.txt");
}
