using System.CommandLine;
using System.Globalization;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Leaks;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Secrets;

/// <summary><c>zenml secret leaked</c>.</summary>
internal sealed class SecretLeakedCommand : BaseCommand
{
    private static readonly Presentation<SecretLeak> Shown = new(
        "secrets", Document,
        [
            new("NAME", leak => leak.Secret.Name.Value),
            new("KEY", leak => leak.Key),
            new("VERSION", DescribeVersion),
            new("SCOPE", leak => SecretDocument.Text(leak.Secret.Scope)),
            new("OWNER", leak => leak.Secret.User.Name),
            new("WORKSPACE", leak => leak.Secret.Workspace.Name),
            new("ID", leak => leak.Secret.Id.ToString(), IsId: true),
        ]);

    private readonly Argument<string> value = new("VALUE")
    {
        Description = "The value: @- reads standard input, @path reads a file. A plain text is rejected, because others can read "
            + "arguments.",
    };

    private readonly Option<bool> allVersions = new("--all-versions") { Description = "Search earlier versions of the values too." };

    private readonly Option<bool> trim = new("--trim") { Description = "Remove one line break from the end of the value." };

    private readonly Option<string> output = CommonOptions.Output();

    public SecretLeakedCommand(CliContext context)
        : base(context, "leaked", Example.Of(
            "Find the secrets that have a value that became known to others, in all workspaces and of all users, deleted ones too. The "
                + "value is compared by a keyed hash; nothing is decrypted or shown. Only administrators can do this, and each search "
                + "is in the audit log. The exit code is 0 if a secret was found, and 1 if none was.",
            "zenml secret leaked @-",
            "zenml secret leaked @found.txt --trim --all-versions")) =>
        Define(value.Completes(CompletionSource.TextOrFile), allVersions, trim, output);

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var text = result.GetRequiredValue(value);
        if (!text.StartsWith('@') || text.StartsWith("@@", StringComparison.Ordinal))
        {
            throw new UsageException("A value on the command line can be read by others. Use @- for standard input or @FILE for a file.");
        }

        var searched = new SensitiveString(Context.ReadValue("VALUE", text, result.GetValue(trim)));
        var found = await Context.Progress.ShowAsync(
            "Searching", () => Context.Client.Secrets.FindLeakedAsync(searched, result.GetValue(allVersions), cancellationToken));
        Shown.WriteWhole(Context.Writer, found, result.GetFormat(output));
        return found.Count > 0 ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static string DescribeVersion(SecretLeak leak)
    {
        var version = leak.Version.ToString(CultureInfo.InvariantCulture);
        return leak.Secret.Deleted is not null ? $"{version} (deleted)" : leak.IsCurrent ? $"{version} (current)" : version;
    }

    private static ConfigurationMap Document(SecretLeak leak) => new()
    {
        ["id"] = leak.Secret.Id.ToString(),
        ["name"] = leak.Secret.Name.Value,
        ["key"] = leak.Key,
        ["version"] = leak.Version,
        ["current"] = leak.IsCurrent,
        ["deleted"] = leak.Secret.Deleted is not null,
        ["scope"] = SecretDocument.Text(leak.Secret.Scope),
        ["owner"] = leak.Secret.User.Name,
        ["workspace"] = leak.Secret.Workspace.Name,
    };
}
