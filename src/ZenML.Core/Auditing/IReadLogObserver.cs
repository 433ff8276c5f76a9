namespace ZenML.Core.Auditing;

/// <summary>Learns how writing the records of reads fares, to log it. The methods must not throw.</summary>
public interface IReadLogObserver
{
    /// <summary>Records could not be written. They are kept, and reads are refused.</summary>
    /// <param name="cause">What it failed with.</param>
    /// <param name="next">When it is tried again.</param>
    void OnFailed(Exception cause, TimeSpan next);

    /// <summary>Records are written again, and reads are served.</summary>
    void OnResumed();

    /// <summary>The process ends, and records of reads that were answered could not be written before.</summary>
    /// <param name="records">How many.</param>
    void OnLost(int records);
}
