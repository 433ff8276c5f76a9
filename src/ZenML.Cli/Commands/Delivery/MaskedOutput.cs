using ZenML.Client.Masking;
using ZenML.Platform.Processes;

namespace ZenML.Cli.Commands.Delivery;

/// <summary>Masks values in one output of a command. The only place of the command line that knows how.</summary>
internal sealed class MaskedOutput : IOutputFilter
{
    private readonly MemoryStream shown = new();
    private readonly MaskedStream masked;

    private MaskedOutput(MaskedValues values) => masked = new MaskedStream(shown, values, leaveOpen: true);

    /// <summary>
    /// Returns what makes the filter of an output; null if there is nothing to mask. Values of keys that are marked as not secret are
    /// masked only if they contain a value that is secret.
    /// </summary>
    public static Func<IOutputFilter>? Of(IReadOnlyCollection<DeliveredValue> values)
    {
        if (values.All(each => each.Value.IsPlain))
        {
            return null;
        }

        var masked = Collect(values);
        return () => new MaskedOutput(masked);
    }

    /// <summary>Returns the labels of the values that are too short to be masked.</summary>
    public static IReadOnlyList<string> FindUnmaskable(IEnumerable<DeliveredValue> values) => Collect(values).Unmaskable;

    public ReadOnlySpan<byte> Pass(ReadOnlySpan<byte> bytes)
    {
        shown.SetLength(0);
        masked.Write(bytes);
        return Shown;
    }

    public ReadOnlySpan<byte> Pause()
    {
        shown.SetLength(0);
        masked.FlushIdle();
        return Shown;
    }

    public ReadOnlySpan<byte> Release()
    {
        shown.SetLength(0);
        masked.Complete();
        return Shown;
    }

    public void Dispose()
    {
        masked.Dispose();
        shown.Dispose();
    }

    private ReadOnlySpan<byte> Shown => shown.GetBuffer().AsSpan(0, (int)shown.Length);

    private static MaskedValues Collect(IEnumerable<DeliveredValue> values)
    {
        var masked = new MaskedValues();
        foreach (var each in values.Where(each => !each.Value.IsPlain))
        {
            masked.Add(each.Label, each.Value);
        }

        return masked;
    }
}
