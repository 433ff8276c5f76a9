using System.Globalization;

namespace ZenML.Bench.Report;

/// <summary>What came of one load.</summary>
/// <param name="Round">The round in which it was.</param>
/// <param name="Server">The server: for stores, the database and the number of secrets, as in <c>sqlite-1000</c>.</param>
/// <param name="Scenario">What was asked.</param>
/// <param name="Connections">How many connections asked at once.</param>
/// <param name="Rate">Requests a second.</param>
/// <param name="Median">The median of the time of a request, in milliseconds.</param>
/// <param name="P99">The 99th percentile of it.</param>
/// <param name="AnonymousMegabytes">The highest anonymous memory of the server during the load.</param>
/// <param name="ResidentMegabytes">The highest resident memory of the server since it started.</param>
internal sealed record Measurement(
    int Round,
    string Server,
    string Scenario,
    int Connections,
    double Rate,
    double Median,
    double P99,
    double AnonymousMegabytes,
    double ResidentMegabytes)
{
    private const double BytesOfKibibyte = 1024;

    /// <summary>Reads a line.</summary>
    public static Measurement Parse(string line)
    {
        var cells = line.Split('\t');
        return new Measurement(
            (int)Number(cells[0]), cells[1], cells[2], (int)Number(cells[3]), Number(cells[4]), Number(cells[5]) / 1000,
            Number(cells[6]) / 1000,
            Number(cells[7]) * BytesOfKibibyte / 1e6, Number(cells[8]) * BytesOfKibibyte / 1e6);
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
