namespace ZenML.Core.Text;

/// <summary>Finds the name that was probably meant by a mistyped one.</summary>
public static class NearestName
{
    /// <summary>Returns the known name that is closest to a mistyped one.</summary>
    /// <param name="name">The mistyped name.</param>
    /// <param name="known">The names that exist.</param>
    /// <returns>The closest name, or null if none is close enough.</returns>
    public static string? Find(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        var nearest = known
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= Tolerance(candidate))
            .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= Tolerance(nearest.Name) ? nearest.Name : null;
    }

    private static int Tolerance(string name) => Math.Min(3, Math.Max(1, name.Length / 3));

    /// <summary>The Levenshtein distance: how many characters must be added, removed or replaced.</summary>
    private static int Distance(string first, string second)
    {
        var row = Enumerable.Range(0, second.Length + 1).ToArray();
        for (var i = 1; i <= first.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var changed = diagonal + (char.ToLowerInvariant(first[i - 1]) == char.ToLowerInvariant(second[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[second.Length];
    }
}
