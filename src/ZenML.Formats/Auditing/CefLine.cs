using System.Globalization;
using System.Text;
using ZenML.Core.Auditing;
using ZenML.Core.Auditing.Chains;
using ZenML.Core.Text;

namespace ZenML.Formats.Auditing;

/// <summary>Records of the audit log in the Common Event Format, one line each.</summary>
public static class CefLine
{
    private const int HighSeverity = 7, MediumSeverity = 5, LowSeverity = 3;

    /// <summary>The line of a record.</summary>
    /// <param name="version">The version of the program.</param>
    /// <param name="record">The record.</param>
    public static string Write(string version, AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var line = new StringBuilder("CEF:0|ZenML for .NET|zenml|");
        line.Append(Header(version)).Append('|').Append(Header(record.Action)).Append('|')
            .Append(Header($"{record.Action} {record.ResourceType}")).Append('|')
            .Append(SeverityOf(record).ToString(CultureInfo.InvariantCulture)).Append('|');
        var isFirst = true;
        foreach (var (key, value) in Fields(record))
        {
            if (value is not null)
            {
                line.Append(isFirst ? "" : " ").Append(key).Append('=').Append(Value(value));
                isFirst = false;
            }
        }

        return line.ToString();
    }

    private static IEnumerable<(string Key, string? Value)> Fields(AuditRecord record)
    {
        yield return ("rt", Number(record.Created / 1000));
        yield return ("externalId", record.Id);
        yield return ("suser", record.UserName.Length > 0 ? record.UserName : null);
        yield return ("suid", record.UserId);
        yield return ("src", record.Address);
        yield return ("act", record.Action);
        yield return ("outcome", record.Outcome);
        yield return ("cnt", Number(record.Count));
        foreach (var (number, label, value) in (IEnumerable<(string, string, string?)>)
        [
            ("cs1", "resourceType", record.ResourceType), ("cs2", "resourceName", record.BareName ?? record.ResourceName),
            ("cs3", "scope", record.Scope), ("cs4", "workspaceId", record.WorkspaceId), ("cs5", "resourceId", record.ResourceId),
            ("cs6", "changedKeys", record.ChangedKeys?.Replace('\n', ',')),
        ])
        {
            if (value is not null)
            {
                yield return ($"{number}Label", label);
                yield return (number, value);
            }
        }
    }

    private static int SeverityOf(AuditRecord record) =>
        record.Outcome != AuditOutcome.Success.Text() ? HighSeverity
        : record.Action is "delete" or "purge" or "clock_jump" or "login_after_reset" ? MediumSeverity
        : LowSeverity;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    // Hidden characters become visible escapes first, so that no line break can begin another event.
    private static string Header(string text) => VisibleText.Escape(text)
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);

    private static string Value(string text) => VisibleText.Escape(text)
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("=", "\\=", StringComparison.Ordinal);
}
