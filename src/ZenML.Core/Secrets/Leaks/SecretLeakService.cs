using System.Globalization;
using ZenML.Core.Accounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.Core.Time;

namespace ZenML.Core.Secrets.Leaks;

/// <summary>
/// Searches the fingerprints of values. Each search is recorded in the audit log before it is answered, with what it found: the answer
/// tells what a secret has.
/// </summary>
public sealed class SecretLeakService(Caller caller, ServiceDependencies parts) : ISecretLeakService
{
    /// <summary>The fewest characters of a value. Whoever may search could guess shorter ones.</summary>
    public const int MinimumLength = 8;

    private const int SecretsPerPart = 1_000;

    /// <inheritdoc />
    public async Task<IReadOnlyList<SecretLeak>> FindAsync(SensitiveString value, bool allVersions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        Permission.RequireAdmin(caller, "search all secrets for a value");
        if (UnicodeText.CountCharacters(value.Reveal()) < MinimumLength)
        {
            throw new ZenException(ErrorCode.InvalidArgument, string.Create(
                CultureInfo.InvariantCulture, $"The value must have at least {MinimumLength} characters."));
        }

        if (parts.ExternalValues is not null)
        {
            throw new ZenException(
                ErrorCode.NotAllowed, "The values of this store are outside its database, where they cannot be searched.");
        }

        var found = new List<SecretLeak>();
        for (var next = ""; next is not null;)
        {
            var after = next;
            var page = await parts.Database.ReadAsync(
                (unit, token) => unit.SecretValues.FindByValueAsync(value, allVersions, after, SecretsPerPart, token), cancellationToken);
            found.AddRange(page.Found);
            next = page.Next;
        }

        await RecordAsync([.. found.Select(leak => leak.Secret).DistinctBy(secret => secret.Id)], cancellationToken);
        return found;
    }

    private async Task RecordAsync(IReadOnlyList<SecretInfo> found, CancellationToken cancellationToken)
    {
        var now = parts.Clock.GetMicrosecondUtcNow();
        AuditEvent[] searches = found.Count == 0
            ? [AuditEvent.Of(caller, now, AuditAction.Search, "secret", null)]
            : [.. found.Select(secret => AuditEvent.Of(caller, now, AuditAction.Search, "secret", secret))];
        if (parts.Reads is not NullReadLog)
        {
            await parts.Reads.RecordAsync(searches, cancellationToken);
            return;
        }

        await parts.Database.WriteAsync(
            async (unit, token) =>
            {
                await unit.Audit.AddAsync(searches, token);
                return true;
            },
            cancellationToken);
    }
}
