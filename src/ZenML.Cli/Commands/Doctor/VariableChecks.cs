namespace ZenML.Cli.Commands.Doctor;

/// <summary>Finds variables that are probably typos. Their values are not looked at.</summary>
internal static class VariableChecks
{
    /// <summary>The name of the check.</summary>
    public const string Name = "variables";

    /// <summary>Runs the check.</summary>
    /// <param name="variables">The names of all variables.</param>
    public static IEnumerable<DoctorCheck> Run(IEnumerable<string> variables)
    {
        string[] own = [.. variables.Where(VariableNames.IsOwn).Order(StringComparer.Ordinal)];
        string[] unknown = [.. own.Except(VariableNames.Known)];
        foreach (var name in unknown)
        {
            yield return VariableNames.Suggest(name) is { } nearest
                ? DoctorCheck.Warning(Name, $"{name} is not a variable of zenml, so it has no effect. Did you mean {nearest}?")
                : DoctorCheck.Warning(Name, $"{name} is not a variable of zenml, so it has no effect. Unset it if it is meant for zenml.");
        }

        if (unknown.Length == 0)
        {
            yield return own.Length == 0
                ? DoctorCheck.Ok(Name, $"No variable of zenml is set.")
                : DoctorCheck.Ok(Name, $"Set: {string.Join(", ", own)}.");
        }
    }
}
