using System.Globalization;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Storage;

namespace ZenML.SecretsStores.Entries;

/// <summary>
/// The name of one entry of a back end: a version of a secret's values, or a part of one that is larger than an entry can be.
/// A name is used once, so that no entry is ever overwritten and its deletion can never hit another write.
/// </summary>
/// <param name="Version">The version.</param>
/// <param name="Part">0 for the version itself; the number of the part for parts.</param>
public readonly record struct EntryName(SecretVersionKey Version, int Part)
{
    private const int IdLength = 36;

    /// <summary>Writes the name, such as <c>ID/v3/WRITE</c> or <c>ID/v3/WRITE/p1</c>.</summary>
    /// <param name="separator">A character that the back end allows in names.</param>
    public string Format(char separator)
    {
        var name = string.Create(
            CultureInfo.InvariantCulture, $"{Version.Secret.Value:D}{separator}v{Version.Version}{separator}{Version.Write:N}");
        return Part == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}{separator}p{Part}");
    }

    /// <summary>Reads a name that <see cref="Format"/> wrote.</summary>
    /// <returns>The name; null if it is another text: the entry is not one of this program.</returns>
    public static EntryName? TryParse(string text, char separator)
    {
        if (text.Length <= IdLength || text[IdLength] != separator || !Guid.TryParseExact(text[..IdLength], "D", out var secret))
        {
            return null;
        }

        var rest = text[(IdLength + 1)..].Split(separator);
        var part = 0;
        if (rest.Length is not (2 or 3)
            || !TryReadNumber(rest[0], 'v', out var version)
            || !Guid.TryParseExact(rest[1], "N", out var write)
            || (rest.Length == 3 && (!TryReadNumber(rest[2], 'p', out var number) || (part = (int)Math.Min(number, int.MaxValue)) == 0)))
        {
            return null;
        }

        var name = new EntryName(new SecretVersionKey(new Id<Secret>(secret), version, write), part);
        return name.Format(separator) == text ? name : null;
    }

    private static bool TryReadNumber(string text, char first, out long number)
    {
        number = 0;
        return text.Length > 1 && text[0] == first
            && long.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
