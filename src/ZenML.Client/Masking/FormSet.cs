using System.Buffers;
using System.Numerics;

namespace ZenML.Client.Masking;

/// <summary>
/// Values with all their forms, used by several threads. Forms are made when the next text arrives, since a program that writes nothing
/// needs none.
/// </summary>
/// <param name="encode">Turns a form into the elements of the text that is searched.</param>
internal sealed class FormSet<T>(Func<string, T[]> encode)
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly Lock gate = new();
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<string> added = [];
    private readonly FormIndex<T> index = new();

    /// <summary>Adds a value.</summary>
    /// <returns>False if it is too short to be masked.</returns>
    public bool Add(string value)
    {
        if (value.AsSpan().Trim().Length < ValueForms.MinimumLength)
        {
            return false;
        }

        lock (gate)
        {
            if (known.Add(value))
            {
                added.Add(value);
            }
        }

        return true;
    }

    /// <inheritdoc cref="MaskingBuffer{T}.Pass"/>
    public void Pass(MaskingBuffer<T> buffer, ReadOnlySpan<T> piece, bool isEnd, IBufferWriter<T> output)
    {
        lock (gate)
        {
            MakeForms();
            buffer.Pass(index, piece, isEnd, output);
        }
    }

    /// <inheritdoc cref="MaskingBuffer{T}.ShowIdle"/>
    public void ShowIdle(MaskingBuffer<T> buffer, IBufferWriter<T> output)
    {
        lock (gate)
        {
            MakeForms();
            buffer.ShowIdle(index, output);
        }
    }

    private void MakeForms()
    {
        foreach (var value in added)
        {
            var forms = ValueForms.Of(value);
            foreach (var form in forms.Exact)
            {
                index.Add(encode(form));
            }

            foreach (var form in forms.AnyCase)
            {
                index.Add(encode(form), isAnyCase: true);
            }
        }

        added.Clear();
    }
}
