namespace ZenML.Core.Auditing;

/// <summary>Observes the writing of read records, for logging. Its methods must not throw.</summary>
public interface IReadLogObserver
{
    /// <summary>Records could not be written. They stay pending, and reads are refused.</summary>
    /// <param name="cause">The failure.</param>
    /// <param name="next">The time until the next attempt.</param>
    void OnFailed(Exception cause, TimeSpan next);

    /// <summary>Records are written again, and reads are allowed.</summary>
    void OnResumed();

    /// <summary>The process exits, and the records of some completed reads could not be written.</summary>
    /// <param name="records">The number of lost records.</param>
    void OnLost(int records);
}
