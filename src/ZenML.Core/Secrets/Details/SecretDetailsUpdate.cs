using System.Globalization;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Core.Secrets.Details;

/// <summary>A change of what is noted about a secret. What is not named stays as it is.</summary>
public sealed record SecretDetailsUpdate
{
    /// <summary>The most characters of a description.</summary>
    public const int MaximumDescription = 1_000;

    /// <summary>The most tags of a secret.</summary>
    public const int MaximumTags = 50;

    /// <summary>The most characters of a tag, with its name and the equals sign.</summary>
    public const int MaximumTag = 255;

    // How many absent keys a message names, and how many characters of each.
    private const int Named = 10;

    private const int LongestNamed = 100;

    /// <summary>The new description; empty for none.</summary>
    public string? Description { get; init; }

    /// <summary>Tags to add or to give another value.</summary>
    public IReadOnlyDictionary<string, string> SetTags { get; init; } = new Dictionary<string, string>();

    /// <summary>Names of tags to remove. One that is not there is ignored.</summary>
    public IReadOnlyCollection<string> RemoveTags { get; init; } = [];

    /// <summary>When the values expire; null to leave it as it is.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether the values never expire, whatever was noted before.</summary>
    public bool NeverExpires { get; init; }

    /// <summary>Keys to mark as not secret, so that masking leaves out their values. The secret must have them after the change.</summary>
    public IReadOnlyCollection<string> MarkPlain { get; init; } = [];

    /// <summary>Keys that are secret again. One that has no mark is ignored, but it must be a key of the secret.</summary>
    public IReadOnlyCollection<string> MarkSecret { get; init; } = [];

    /// <summary>Whether it names keys.</summary>
    public bool NamesKeys => MarkPlain.Count + MarkSecret.Count > 0;

    /// <summary>Whether nothing is named.</summary>
    public bool IsNone => Description is null && SetTags.Count == 0 && RemoveTags.Count == 0 && Expires is null && !NeverExpires
        && !NamesKeys;

    /// <summary>Returns what is noted after this change.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>, <see cref="ErrorCode.TooLarge"/>.</exception>
    public SecretDetails ApplyTo(SecretDetails current)
    {
        ArgumentNullException.ThrowIfNull(current);
        Check();
        var tags = current.Tags.Where(tag => !RemoveTags.Contains(tag.Key, StringComparer.Ordinal))
            .ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in SetTags)
        {
            tags[name] = value;
        }

        if (tags.Count > MaximumTags)
        {
            throw new ZenException(ErrorCode.TooLarge, string.Create(
                CultureInfo.InvariantCulture, $"A secret can have at most {MaximumTags} tags; this one would have {tags.Count}."));
        }

        return new SecretDetails
        {
            Description = Description is null ? current.Description : Description.Length == 0 ? null : Description,
            Tags = tags,
            Expires = NeverExpires ? null : Expires is { } time ? ToMicroseconds(time) : current.Expires,
            PlainKeys = [.. current.PlainKeys.Concat(MarkPlain).Except(MarkSecret, StringComparer.Ordinal)],
        };
    }

    /// <summary>Makes sure that a secret has the keys that are named.</summary>
    /// <param name="secret">The name of the secret.</param>
    /// <param name="keys">Its keys after the change.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: it does not have one of them.</exception>
    public void EnsureHas(string secret, IReadOnlyCollection<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        string[] absent = [.. MarkPlain.Concat(MarkSecret).Except(keys, StringComparer.Ordinal)];
        if (absent.Length > 0)
        {
            var names = string.Join(", ", absent.Take(Named).Select(
                key => key.Length > LongestNamed ? MessageText.Of($"'{key[..LongestNamed]}...'") : MessageText.Of($"'{key}'")));
            var more = absent.Length > Named ? MessageText.Of($" and {absent.Length - Named} more") : "";
            var hint = absent is [var one] && NearestName.Find(one, keys) is { } nearest
                ? MessageText.Of($" Did you mean '{nearest}'?")
                : "";
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"The secret '{secret}' has no key {names:raw}{more:raw}, so it cannot be marked as secret or not secret. Nothing was "
                + $"changed.{hint:raw}");
        }
    }

    /// <summary>Makes sure that a server can be asked for it.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>, <see cref="ErrorCode.TooLarge"/>.</exception>
    public void Check()
    {
        if (Description is { Length: > MaximumDescription })
        {
            throw new ZenException(ErrorCode.TooLarge, string.Create(
                CultureInfo.InvariantCulture, $"The description of a secret can have at most {MaximumDescription} characters."));
        }

        if (Description is not null && !IsPlain(Description, besides: "\n\t"))
        {
            throw new ZenException(
                ErrorCode.InvalidArgument, "The description of a secret cannot have control characters, and must be valid Unicode text.");
        }

        foreach (var (name, value) in SetTags)
        {
            if (name.Length == 0 || name.Contains('=', StringComparison.Ordinal) || name.Trim() != name || !IsPlain(name, besides: "")
                || !IsPlain(value, besides: "") || name.Length + value.Length + 1 > MaximumTag)
            {
                throw new ZenException(
                    ErrorCode.InvalidArgument,
                    $"'{name}' is not a valid tag: a tag is NAME=VALUE with at most {MaximumTag} characters and without control "
                    + $"characters, and the name is not empty and has no '='.");
            }
        }

        if (MarkPlain.Intersect(MarkSecret, StringComparer.Ordinal).FirstOrDefault() is { } both)
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"The key '{both}' cannot be marked as both secret and not secret.");
        }

        if (Expires is not null && NeverExpires)
        {
            throw new ZenException(ErrorCode.InvalidArgument, "A secret cannot expire and never expire.");
        }
    }

    private static bool IsPlain(string text, string besides) => UnicodeText.IsWellFormed(text)
        && text.All(character => !char.IsControl(character) || besides.Contains(character, StringComparison.Ordinal));

    private static DateTimeOffset ToMicroseconds(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
