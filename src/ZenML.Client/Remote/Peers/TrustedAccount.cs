using System.Globalization;
using ZenML.Core.Errors;

namespace ZenML.Client.Remote.Peers;

/// <summary>Which account of this machine may run the server, besides one's own and root.</summary>
/// <param name="Number">Its number; null for none.</param>
/// <param name="IsAny">Whether everybody on this machine may.</param>
internal readonly record struct TrustedAccount(uint? Number, bool IsAny)
{
    /// <summary>What stands for every account.</summary>
    public const string Any = "*";

    private const uint Root = 0;

    /// <summary>Reads a name, a number, or <see cref="Any"/>; null is nobody else.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: there is no such account here.</exception>
    public static TrustedAccount Parse(string? text) => text switch
    {
        null => default,
        Any => new TrustedAccount(null, true),
        _ when uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => new TrustedAccount(number, false),
        _ => new TrustedAccount(
            AccountNames.FindNumber(text) ?? throw new ZenException(ErrorCode.InvalidArgument,
                $"The account '{text}' is not in /etc/passwd of this machine. Give its name or its number, or {Any} for every account."),
            false),
    };

    /// <summary>Whether the account may answer.</summary>
    /// <param name="account">The number of the account.</param>
    /// <param name="own">The number of one's own.</param>
    public bool Includes(uint account, uint own) => IsAny || account == own || account == Root || account == Number;

    /// <summary>The text that <see cref="Parse"/> reads, with a number and no name; null for nobody else.</summary>
    public string? ToStoredText() => IsAny ? Any : Number?.ToString(CultureInfo.InvariantCulture);
}
