namespace ZenML.SecretsStores.Requests;

/// <summary>The tries of one request.</summary>
/// <param name="start">When the first one began.</param>
/// <param name="isRepeatable">Whether it can be sent again if it is not known whether it was carried out.</param>
internal sealed class RequestTries(long start, bool isRepeatable)
{
    /// <summary>When the first one began, as a timestamp of the clock.</summary>
    public long Start => start;

    /// <summary>Whether it can be sent again if it is not known whether it was carried out.</summary>
    public bool IsRepeatable => isRepeatable;

    /// <summary>How many there were.</summary>
    public int Count { get; set; }

    /// <summary>How many failed, beside those that were refused because of a rate.</summary>
    public int Failures { get; set; }

    /// <summary>The last answer; null if there was none.</summary>
    public BackEndResponse? Last { get; set; }
}
