using System.Globalization;
using System.Text;
using ZenML.Core.Errors;

namespace ZenML.Core.Secrets.Storage;

/// <summary>Counts the bytes of one read, so that many large secrets are refused before they fill the memory.</summary>
/// <param name="most">The most bytes of keys and values.</param>
internal sealed class ReadBudget(long most)
{
    private long bytes;

    /// <summary>Counts the keys and values of a secret that was read.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.TooLarge"/>: they exceed the limit.</exception>
    public void Add(SecretValues values)
    {
        foreach (var (key, value) in values)
        {
            bytes += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value.Reveal());
        }

        if (bytes > most)
        {
            throw new ZenException(ErrorCode.TooLarge, string.Create(CultureInfo.InvariantCulture,
                $"These secrets have more than {most} bytes of keys and values together. Read fewer at once."));
        }
    }
}
