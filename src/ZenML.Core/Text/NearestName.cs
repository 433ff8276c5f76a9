namespace ZenML.Core.Text;

/// <summary>Finds the name that was probably meant by a mistyped one.</summary>
public static class NearestName
{
    // Comparing takes the product of the lengths. Nobody types longer names.
    private const int MaximumLength = 255;

    /// <summary>Returns the known name that is closest to a mistyped one.</summary>
    /// <param name="name">The mistyped name.</param>
    /// <param name="known">The names that exist.</param>
    /// <returns>The closest name, or null if none is close enough. Names of more than 255 characters are not compared.</returns>
    public static string? Find(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        var nearest = known
            .Where(candidate => name.Length <= MaximumLength && candidate.Length <= MaximumLength)
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= Tolerance(candidate))
            .Select(candidate => (Name: candidate, Distance: EditDistance.Between(name, candidate)))
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= Tolerance(nearest.Name) ? nearest.Name : null;
    }

    private static int Tolerance(string name) => Math.Min(3, Math.Max(1, name.Length / 3));
}
