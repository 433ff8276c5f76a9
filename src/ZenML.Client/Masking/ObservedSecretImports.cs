using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Import;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Masking;

/// <summary>Reports each value that is imported to an observer. A dry run stores none, and still passes them on.</summary>
internal sealed class ObservedSecretImports(ISecretImportService imports, Action<SensitiveString> observe) : ISecretImportService
{
    public Task<SecretImportReport> ImportAsync(
        Id<Workspace> workspace, IReadOnlyList<SecretImport> secrets, bool dryRun, CancellationToken cancellationToken)
    {
        foreach (var value in secrets.SelectMany(secret => secret.Values.Values))
        {
            observe(value.WithPlain(false));
        }

        return imports.ImportAsync(workspace, secrets, dryRun, cancellationToken);
    }
}
