using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret list</c>.</summary>
internal sealed class SecretListCommand(CliContext context) : ListCommand<SecretInfo>(
    context,
    Example.Of(
        "List the secrets that you can use in the active workspace, without their values. A table is one page; JSON and YAML have all "
            + "secrets unless you use --page or --size.",
        "zenml secret list --name=contains:mlflow --sort_by=desc:created",
        "zenml secret list --scope=user --output json"),
    SecretFields.All)
{
    protected override bool WritesAll => true;

    protected override async Task<PageView<SecretInfo>> ReadAsync(
        ParseResult result, ListQuery query, CancellationToken cancellationToken)
    {
        EnsureScope(query);
        return new(await Context.Client.Secrets.ListPageAsync(query, cancellationToken), SecretDocument.Presentation);
    }

    /// <remarks>An unknown scope would match nothing, as if there were no secrets.</remarks>
    private static void EnsureScope(ListQuery query)
    {
        var scope = query.Where(filter => filter.Key == "scope")
            .Select(filter => filter.Value.Replace("equals:", "", StringComparison.Ordinal)).FirstOrDefault();
        if (scope is not (null or "workspace" or "user") && !scope.Contains(':', StringComparison.Ordinal))
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"--scope must be 'workspace' or 'user', not '{scope}'.");
        }
    }
}
