using ZenML.Core.Errors;
using ZenML.Formats.Text;

namespace ZenML.Formats.Exporters;

/// <summary>
/// Writes a secret in the format of another program. Every key and value is either read back by that program as it is, or refused before
/// anything is written.
/// </summary>
public abstract class SecretExporter
{
    private const string Remedy = "The formats json and yaml can express everything. To export the other keys only, use --key.";

    /// <summary>The name of the format.</summary>
    public abstract string Format { get; }

    /// <summary>What the name of a file in this format ends with.</summary>
    public abstract string FileEnding { get; }

    /// <summary>Writes the document. It contains the values and ends with a line break.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: the format cannot express some keys. The message names all of them and contains no value.
    /// </exception>
    public string Write(SecretExport export)
    {
        ArgumentNullException.ThrowIfNull(export);
        var entries = Reveal(export);
        var problems = entries
            .Select(entry => (entry.Key, Problem: FindProblem(entry.Key, entry.Value)))
            .Where(found => found.Problem is not null)
            .Select(found => MessageText.Of(
                $"The format {Format} cannot express the key {DocumentText.Quote(found.Key):raw}: {found.Problem:raw}"))
            .ToArray();
        DocumentText.ThrowIfAny(problems.Length == 0 ? problems : [.. problems, Remedy]);
        return Render(export, entries);
    }

    /// <summary>
    /// Warns of what the document does in a program that it is not for. Null if there is nothing to warn of. The message names keys and
    /// contains no value.
    /// </summary>
    public string? FindWarning(SecretExport export)
    {
        ArgumentNullException.ThrowIfNull(export);
        return FindWarning(Reveal(export));
    }

    /// <summary>The warning of <see cref="FindWarning(SecretExport)"/> for keys and values.</summary>
    private protected virtual string? FindWarning(IReadOnlyList<KeyValuePair<string, string>> entries) => null;

    /// <summary>Says why the format cannot express a key, as the end of a sentence that contains no value; null if it can.</summary>
    private protected abstract string? FindProblem(string key, string value);

    /// <summary>Writes keys and values that the format can express.</summary>
    private protected abstract string Render(SecretExport export, IReadOnlyList<KeyValuePair<string, string>> entries);

    private static KeyValuePair<string, string>[] Reveal(SecretExport export) =>
        [.. export.Values.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Reveal()))];
}
