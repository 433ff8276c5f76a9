using ZenML.Core.Secrets;

namespace ZenML.Client.Masking;

/// <summary>
/// The values that passed through a client recently. A step can use a value that was fetched before its run began, or through another
/// client than its own, and the log must not show it. The number that is remembered is limited; open subscriptions get every value.
/// </summary>
internal sealed class PassedValues
{
    /// <summary>The largest number of values that are remembered.</summary>
    public const int MaximumCount = 1_000;

    /// <summary>The largest number of characters that the remembered values have together.</summary>
    public const int MaximumCharacters = 4 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly LinkedList<SensitiveString> latest = [];
    private readonly Dictionary<SensitiveString, LinkedListNode<SensitiveString>> places = [];
    private readonly List<Action<SensitiveString>> observers = [];
    private int characters;

    /// <summary>Remembers a value and passes it to the subscribers, unless its key is marked as not secret.</summary>
    public void Add(SensitiveString value)
    {
        if (value.IsPlain)
        {
            return;
        }

        Action<SensitiveString>[] subscribers;
        lock (gate)
        {
            Remember(value);
            subscribers = [.. observers];
        }

        foreach (var observer in subscribers)
        {
            observer(value);
        }
    }

    /// <summary>Passes all remembered values to an observer, and each further value until the result is disposed.</summary>
    public IDisposable Subscribe(Action<SensitiveString> observer)
    {
        SensitiveString[] remembered;
        lock (gate)
        {
            observers.Add(observer);
            remembered = [.. latest];
        }

        foreach (var value in remembered)
        {
            observer(value);
        }

        return new Subscription(this, observer);
    }

    private void Remember(SensitiveString value)
    {
        if (places.TryGetValue(value, out var place))
        {
            latest.Remove(place);
            latest.AddLast(place);
            return;
        }

        places[value] = latest.AddLast(value);
        characters += value.Reveal().Length;
        while (latest.Count > MaximumCount || (characters > MaximumCharacters && latest.Count > 1))
        {
            var oldest = latest.First!.Value;
            latest.RemoveFirst();
            places.Remove(oldest);
            characters -= oldest.Reveal().Length;
        }
    }

    private void Unsubscribe(Action<SensitiveString> observer)
    {
        lock (gate)
        {
            observers.Remove(observer);
        }
    }

    private sealed class Subscription(PassedValues values, Action<SensitiveString> observer) : IDisposable
    {
        public void Dispose() => values.Unsubscribe(observer);
    }
}
