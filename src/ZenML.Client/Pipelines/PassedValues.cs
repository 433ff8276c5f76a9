using ZenML.Core.Secrets;

namespace ZenML.Client.Pipelines;

/// <summary>
/// The values that passed through a client lately, for the logs of its runs: a step may use what was fetched before the run, or through another client than its
/// own. Only so many are remembered; a run that is going on is told of every one.
/// </summary>
internal sealed class PassedValues
{
    /// <summary>How many values are remembered.</summary>
    public const int MaximumCount = 1_000;

    /// <summary>How many characters the remembered values have together at most.</summary>
    public const int MaximumCharacters = 4 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly LinkedList<SensitiveString> latest = [];
    private readonly Dictionary<SensitiveString, LinkedListNode<SensitiveString>> places = [];
    private readonly List<Action<SensitiveString>> observers = [];
    private int characters;

    /// <summary>Remembers a value and tells of it.</summary>
    public void Add(SensitiveString value)
    {
        Action<SensitiveString>[] told;
        lock (gate)
        {
            Remember(value);
            told = [.. observers];
        }

        foreach (var observer in told)
        {
            observer(value);
        }
    }

    /// <summary>Tells of all that is remembered, and of each value from now on until the result is disposed of.</summary>
    public IDisposable Subscribe(Action<SensitiveString> observer)
    {
        SensitiveString[] known;
        lock (gate)
        {
            observers.Add(observer);
            known = [.. latest];
        }

        foreach (var value in known)
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
