using System.CommandLine;
using System.Globalization;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Secrets;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret describe</c>.</summary>
internal sealed class SecretDescribeCommand : DescribeCommand
{
    private readonly Argument<string> name = CommonArguments.ToRead("NAME_OR_ID");
    private readonly Option<string?> scope = CommonOptions.Scope("Look only in this scope.");

    public SecretDescribeCommand(CliContext context)
        : base(context, "describe", Example.Of(
            "Show everything about a secret but its values. No value is read. For the values, use 'secret get'.",
            "zenml secret describe mlflow_secret",
            "zenml secret describe mlflow_secret --output json"))
    {
        Define(name, scope, Output);
        name.Completes(Names.Secrets);
    }

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var secret = await Context.FindSecretAsync(
            result.GetRequiredValue(name), result.GetScope(scope), SecretSearch.ModeFor(result.GetFormat(Output)), cancellationToken);
        return new(() => SecretDocument.WithKeys(secret), writer => Write(writer, secret));
    }

    private static void Write(Writer writer, SecretInfo secret) => writer.WriteTable(
        [new("PROPERTY"), new("VALUE")],
        [
            ["NAME", secret.ReferenceName],
            ["ID", secret.Id.ToString()],
            ["SCOPE", SecretDocument.Describe(secret)],
            ["WORKSPACE", secret.Workspace.Name],
            ["USER", secret.User.Name],
            ["CREATED", Times.Text(secret.Created)],
            ["UPDATED", Times.Text(secret.Updated)],
            ["VERSION", secret.Version == 0 ? "" : secret.Version.ToString(CultureInfo.InvariantCulture)],
            .. KeyList.Rows("KEYS", secret.Keys).Select(row => new[] { row.Title, row.Names }),
            .. SecretDetailsDocument.Rows(secret.Details).Select(row => new[] { row.Name, row.Text }),
        ]);
}
