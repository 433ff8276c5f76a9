using System.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Cli.Commands.ApiKeys;

/// <summary>Arguments and options of the commands for API keys.</summary>
internal static class ApiKeyArguments
{
    /// <summary>The service account.</summary>
    public static Argument<string> ServiceAccount() => new Argument<string>("SERVICE_ACCOUNT")
    {
        Description = "The name or id of the service account.",
    }.Completes(Names.ServiceAccounts);

    /// <summary>The key.</summary>
    public static Argument<string> Key() =>
        new Argument<string>("NAME") { Description = "The name or id of the API key." }.Completes(Names.ApiKeys);

    /// <summary><c>--set-key</c>.</summary>
    public static Option<bool> SetKey() => new("--set-key")
    {
        Description = "Log in on this machine with the API key instead of showing it.",
    };

    /// <summary><c>--out-file</c>.</summary>
    public static Option<string?> OutFile() => Output.OutFile.Option("the API key");

    /// <summary>Finds the service account.</summary>
    public static Task<User> GetServiceAccountAsync(
        this ParseResult result, CliContext context, Argument<string> argument, CancellationToken cancellationToken) =>
        context.Client.ServiceAccounts.GetAsync(result.GetRequiredValue(argument), LookupMode.Changing, cancellationToken);
}
