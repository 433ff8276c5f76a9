using System.Globalization;
using ZenML.Core.Errors;

namespace ZenML.Client.Remote.Peers;

/// <summary>The account that may run the server on this machine, besides the user's own and root.</summary>
/// <param name="Number">The id of the account; null for none.</param>
/// <param name="IsAny">Whether every account on this machine may run the server.</param>
internal readonly record struct TrustedAccount(uint? Number, bool IsAny)
{
    /// <summary>The text for every account.</summary>
    public const string Any = "*";

    private const uint Root = 0;

    /// <summary>Parses a name, an id, or <see cref="Any"/>; null for no other account.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: this machine has no such account.</exception>
    public static TrustedAccount Parse(string? text) => text switch
    {
        null => default,
        Any => new TrustedAccount(null, true),
        _ when uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => new TrustedAccount(number, false),
        _ => new TrustedAccount(
            AccountNames.FindNumber(text) ?? throw new ZenException(ErrorCode.InvalidArgument,
                $"The account '{text}' is not in /etc/passwd on this machine. Pass a name, an id, or {Any} for every account."),
            false),
    };

    /// <summary>Whether an account is trusted.</summary>
    /// <param name="account">The id of the account.</param>
    /// <param name="own">The id of the user's own account.</param>
    public bool Includes(uint account, uint own) => IsAny || account == own || account == Root || account == Number;

    /// <summary>Returns the text for <see cref="Parse"/>, with an id instead of a name; null for no other account.</summary>
    public string? ToStoredText() => IsAny ? Any : Number?.ToString(CultureInfo.InvariantCulture);
}
