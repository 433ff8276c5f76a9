using Microsoft.AspNetCore.Http;

namespace ZenML.TestKit.SecretsStores;

/// <summary>What a back end on this machine does wrong, when a test asks for it.</summary>
public sealed class Faults
{
    private readonly Lock gate = new();
    private readonly Queue<Fault> next = [];

    /// <summary>Which requests the faults are for; all unless a test says so.</summary>
    public Func<HttpRequest, bool> Only { get; set; } = _ => true;

    /// <summary>How long every answer takes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>What a refusal because of a rate says in <c>Retry-After</c>; null for nothing.</summary>
    public int? RetryAfterSeconds { get; set; }

    /// <summary>What happens to every request, after those of <see cref="Next"/>; null for nothing.</summary>
    public Fault? Always { get; set; }

    /// <summary>How many faults have happened.</summary>
    public int Happened { get; private set; }

    /// <summary>Makes the next requests fail.</summary>
    public void Next(Fault fault, int times = 1)
    {
        lock (gate)
        {
            for (; times > 0; times--)
            {
                next.Enqueue(fault);
            }
        }
    }

    /// <summary>Makes no further request fail.</summary>
    public void Clear()
    {
        lock (gate)
        {
            next.Clear();
            Always = null;
            Delay = TimeSpan.Zero;
            Only = _ => true;
        }
    }

    /// <summary>Takes what happens to a request; null for nothing.</summary>
    internal Fault? Take(HttpRequest request)
    {
        lock (gate)
        {
            if (!Only(request))
            {
                return null;
            }

            var fault = next.TryDequeue(out var first) ? first : Always;
            Happened += fault is null ? 0 : 1;
            return fault;
        }
    }
}
