using System.Globalization;
using System.Text;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;

namespace ZenML.Extensions.Configuration;

/// <summary>Which secrets are read, and the configuration keys that they get. Fixed when the configuration is built.</summary>
internal sealed class SecretSelection
{
    private readonly string prefix;
    private readonly string[] exposed;
    private readonly string[] named;
    private readonly ListQuery? filter;
    private readonly (string ConfigurationKey, SecretReference Reference)[] map;

    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: nothing is selected, the map has an invalid reference, or a key of it is reserved.
    /// </exception>
    public SecretSelection(ZenConfigurationOptions options)
    {
        var readsAll = options.Filter is { } conditions ? !conditions.Any() : options.Secrets.Count + options.Map.Count == 0;
        if (readsAll && options is { IncludeAllSecrets: false, Prefix.Length: 0 })
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"AddZenML must say which secrets to read: set Secrets, Filter, Map or Prefix. To let every secret of the workspace set "
                + $"any configuration key, set IncludeAllSecrets = true: whoever can create secrets there can then change every setting.");
        }

        if (options.Map.Keys.Append(options.Prefix).FirstOrDefault(ClientSection.Contains) is { } reserved)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"Secrets cannot set '{reserved}': the section '{ClientSection.Name}' says where they come from. Use another key.");
        }

        prefix = options.Prefix;
        exposed = [.. options.Secrets.Distinct(StringComparer.Ordinal)];
        map = [.. options.Map.Select(entry => (entry.Key, Parse(entry.Key, entry.Value)))];
        named = [.. exposed.Concat(map.Select(entry => entry.Reference.Name)).Distinct(StringComparer.Ordinal)];
        var given = options.IncludeAllSecrets ? new ListQuery() : options.Filter ?? (named.Length == 0 ? new ListQuery() : null);
        filter = given is null ? null : new ListQuery(given) { Page = 1, Size = SecretLimits.MaximumSecretsPerRead, SortBy = null };
    }

    /// <summary>Reads the secrets: in one request if they are all named or all listed, unless there are more than a thousand.</summary>
    /// <exception cref="ZenException">A secret or key does not exist, or two values have one configuration key.</exception>
    public async Task<LoadedSecrets> ReadAsync(ZenClient client, CancellationToken cancellationToken)
    {
        // Whoever shares a secret with the account must not set configuration keys with it, unless the program names the secret.
        var listed = Choose(
            (await ListAsync(client, cancellationToken)).Where(secret => !secret.Info.IsShared), secret => secret.Info);
        IReadOnlyList<Secret> found = named.Length == 0 ? [] : await client.Secrets.GetManyAsync(named, cancellationToken);
        var byText = named.Zip(found).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        var keys = new ConfigurationKeys(prefix);
        AddMapped(keys, byText);
        var mapped = map.Select(entry => (byText[entry.Reference.Name].Info.Id, entry.Reference.Key)).ToHashSet();
        Secret[] chosen = [.. exposed.Select(text => byText[text])];
        var known = chosen.Select(secret => secret.Info.Id).ToHashSet();

        // What the program names comes first, then the older secret: a new one replaces nothing.
        foreach (var secret in chosen.Concat(listed).DistinctBy(secret => secret.Info.Id))
        {
            foreach (var (key, value) in secret.Values.Where(entry => !mapped.Contains((secret.Info.Id, entry.Key))))
            {
                keys.Add(secret.Info.ReferenceName, key, value, known.Contains(secret.Info.Id));
            }
        }

        return new LoadedSecrets(keys.Values, Describe(listed.Concat(found).Select(secret => secret.Info)), keys.Problems);
    }

    /// <summary>Reads the versions of the secrets in one request that reads no value.</summary>
    /// <returns>As <see cref="LoadedSecrets.Versions"/>; null if one request cannot tell.</returns>
    public async Task<string?> ReadVersionsAsync(ZenClient client, CancellationToken cancellationToken)
    {
        if (filter is not null && named.Length > 0)
        {
            return null;
        }

        var query = filter ?? new ListQuery { Size = SecretLimits.MaximumSecretsPerRead };
        var page = await client.Secrets.ListPageAsync(query, cancellationToken);
        if (page.TotalPages > 1)
        {
            return null;
        }

        return Describe(filter is not null
            ? Choose(page.Items.Where(secret => !secret.IsShared), secret => secret)
            : Choose(page.Items.Where(secret => named.Contains(secret.ReferenceName)), secret => secret)
                .Concat(page.Items.Where(secret => named.Contains(secret.Id.ToString()))));
    }

    /// <summary>Returns what the selection selects, as text that differs for every other selection.</summary>
    public string Identify()
    {
        var text = new StringBuilder();
        Append("prefix", prefix);
        Append("secret", exposed);
        Append("filter", filter?.LogicalOperator ?? "none");
        Append("condition", [.. filter?.SelectMany(condition => new[] { condition.Key, condition.Value }) ?? []]);
        Append("map", [.. map.SelectMany(entry => new[] { entry.ConfigurationKey, entry.Reference.ToString() })]);
        return text.ToString();

        void Append(string name, params string[] parts)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name} {parts.Length}");
            foreach (var part in parts)
            {
                text.Append(CultureInfo.InvariantCulture, $" {part.Length}:{part}");
            }

            text.Append('\n');
        }
    }

    private static SecretReference Parse(string configurationKey, string reference) =>
        SecretReference.TryParse(reference, out var complete) ? complete
        : SecretReference.TryParse($"{{{{{reference}}}}}", out var parsed) ? parsed
        : throw new ZenException(
            ErrorCode.InvalidArgument,
            $"Map['{configurationKey}'] must be SECRET.KEY, such as 'db.url', not '{reference}'.");

    private async Task<IReadOnlyList<Secret>> ListAsync(ZenClient client, CancellationToken cancellationToken)
    {
        if (filter is null)
        {
            return [];
        }

        var page = await client.Secrets.GetPageAsync(filter, cancellationToken);
        List<Secret> all = [.. page.Items];
        while (page.Index < page.TotalPages)
        {
            page = await client.Secrets.GetPageAsync(new ListQuery(filter) { Page = page.Index + 1 }, cancellationToken);
            all.AddRange(page.Items);
        }

        return all;
    }

    private void AddMapped(ConfigurationKeys keys, Dictionary<string, Secret> byText)
    {
        var absent = map.Where(entry => !byText[entry.Reference.Name].Values.ContainsKey(entry.Reference.Key)).ToArray();
        if (absent.Length > 0)
        {
            throw new ZenException(
                ErrorCode.MissingSecrets,
                $"There is no key {string.Join(", ", absent.Select(entry => $"'{entry.Reference}'"))} for "
                + $"{string.Join(", ", absent.Select(entry => $"'{entry.ConfigurationKey}'"))}.");
        }

        foreach (var (configurationKey, reference) in map)
        {
            keys.Add(configurationKey, reference.Name, reference.Key, byText[reference.Name].Values[reference.Key]);
        }
    }

    /// <summary>Chooses between secrets of one name as everywhere: your own comes first. Returns the oldest secret first.</summary>
    private static IReadOnlyList<TSecret> Choose<TSecret>(IEnumerable<TSecret> secrets, Func<TSecret, SecretInfo> info) =>
    [
        .. secrets.GroupBy(secret => info(secret).ReferenceName, StringComparer.Ordinal)
            .Select(same => same.MaxBy(secret => info(secret).Scope == SecretScope.User)!)
            .OrderBy(secret => info(secret).Created),
    ];

    /// <remarks>A server that counts no versions still has the time of the last change.</remarks>
    private static string Describe(IEnumerable<SecretInfo> secrets) => string.Join(' ', secrets
        .DistinctBy(secret => secret.Id)
        .Select(secret => secret.Version > 0 ? $"{secret.Id}:{secret.Version}" : $"{secret.Id}@{secret.Updated:O}")
        .Order(StringComparer.Ordinal));
}
