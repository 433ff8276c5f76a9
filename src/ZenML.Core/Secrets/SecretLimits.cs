using System.Globalization;
using System.Text;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Core.Secrets;

/// <summary>How much one secret can hold, the same for every store.</summary>
public static class SecretLimits
{
    /// <summary>The most bytes of all keys and values together, in UTF-8.</summary>
    public const int MaximumBytes = 1024 * 1024;

    /// <summary>The most keys.</summary>
    public const int MaximumKeys = 10_000;

    /// <summary>The most secrets whose values are read at once.</summary>
    public const int MaximumSecretsPerRead = 1_000;

    /// <summary>The most bytes of all keys and values that one request to a server reads, in UTF-8.</summary>
    public const int MaximumBytesPerRead = 16 * MaximumBytes;

    /// <summary>
    /// How many versions of a secret's values a store keeps unless it is set to another number, the current one among
    /// them.
    /// </summary>
    public const int DefaultVersions = 10;

    /// <summary>The most versions that a store can be set to keep.</summary>
    public const int MaximumVersions = 1_000;

    /// <summary>Checks how many secrets are read at once.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.TooLarge"/>.</exception>
    public static void CheckReads(int secrets)
    {
        if (secrets > MaximumSecretsPerRead)
        {
            throw new ZenException(
                ErrorCode.TooLarge, $"At most {MaximumSecretsPerRead} secrets can be read at once; these are {secrets}.");
        }
    }

    /// <summary>Checks how many versions a store is to keep.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>.</exception>
    public static void CheckVersions(int versions)
    {
        if (versions is < 1 or > MaximumVersions)
        {
            throw new ZenException(ErrorCode.InvalidArgument, string.Create(CultureInfo.InvariantCulture,
                $"The number of versions of a secret's values to keep must be 1 to {MaximumVersions}, not {versions}."));
        }
    }

    /// <summary>Checks how many versions one secret is to keep.</summary>
    /// <param name="versions">The number; 0 for the store's; null if it is not named.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>.</exception>
    public static void CheckKeepVersions(int? versions)
    {
        if (versions is not (null or 0))
        {
            CheckVersions(versions.Value);
        }
    }

    /// <summary>Checks all keys and values of a secret together.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.TooLarge"/> or <see cref="ErrorCode.InvalidArgument"/>;
    /// never a value in the message.</exception>
    public static void Check(SecretValues values)
    {
        if (values.Count > MaximumKeys)
        {
            throw new ZenException(ErrorCode.TooLarge,
                string.Create(
                    CultureInfo.InvariantCulture, $"A secret can have at most {MaximumKeys} keys; this one would have {values.Count}."));
        }

        long bytes = 0;
        foreach (var (key, value) in values)
        {
            if (!UnicodeText.IsWellFormed(key))
            {
                throw new ZenException(ErrorCode.InvalidArgument, "The keys of a secret must be valid Unicode text.");
            }

            if (!UnicodeText.IsWellFormed(value.Reveal()))
            {
                throw new ZenException(ErrorCode.InvalidArgument, $"The value of '{key}' is not valid Unicode text.");
            }

            bytes += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value.Reveal());
        }

        if (bytes > MaximumBytes)
        {
            throw new ZenException(ErrorCode.TooLarge,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A secret can have at most {MaximumBytes} bytes of keys and values; this one would have {bytes}."));
        }
    }
}
