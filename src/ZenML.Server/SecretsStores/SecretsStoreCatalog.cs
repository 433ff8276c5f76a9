using ZenML.Server.Configuration;

namespace ZenML.Server.SecretsStores;

/// <summary>
/// The back ends that can store the values of secrets outside the database. To add one, give it a folder beside this file and a line in
/// <see cref="BuiltIn"/>.
/// </summary>
/// <param name="settingName">The setting that chooses a back end.</param>
/// <param name="kinds">The back ends.</param>
internal sealed class SecretsStoreCatalog(string settingName, params IReadOnlyList<SecretsStoreKind> kinds)
{
    private const string Database = "sql";

    /// <summary>The back ends of this server: a line for each, with its name, its settings and what opens it.</summary>
    /// <remarks>None yet, so nothing can be chosen. ZenML calls the setting that chooses ZENML_SECRETS_STORE_TYPE.</remarks>
    public static SecretsStoreCatalog BuiltIn { get; } = new(settingName: "");

    /// <summary>The setting that chooses and those of each back end; none while there is nothing to choose from.</summary>
    public IReadOnlyList<Setting> Settings => kinds.Count == 0 ? [] :
    [
        new(settingName, $"where the values of secrets are stored: {string.Join(", ", Names)}", Database),
        .. kinds.SelectMany(kind => kind.Settings),
    ];

    private IReadOnlyList<string> Names => [Database, .. kinds.Select(kind => kind.Name)];

    /// <summary>Reads which back end is chosen, and its settings. Those of other back ends are ignored.</summary>
    /// <returns>What opens it; null for the database.</returns>
    public SecretsStoreOpener? Read(SettingsReader reader)
    {
        if (kinds.Count == 0)
        {
            return null;
        }

        var chosen = reader.Choice(settingName, Names);
        return kinds.FirstOrDefault(kind => kind.Name == chosen)?.Read(reader);
    }
}
