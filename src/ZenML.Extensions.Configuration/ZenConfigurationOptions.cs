using ZenML.Client;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;

namespace ZenML.Extensions.Configuration;

/// <summary>
/// Which secrets become configuration keys, and what happens when they change. Set at least one of <see cref="Secrets"/>,
/// <see cref="Filter"/>, <see cref="Map"/>, <see cref="Prefix"/> and <see cref="IncludeAllSecrets"/>: whoever can create secrets in the
/// workspace can otherwise set every configuration key of the program.
/// </summary>
/// <remarks>
/// The value of the key <c>password</c> of the secret <c>db</c> gets the configuration key <c>db:password</c>. <c>/</c> in names and
/// <c>__</c> in names and keys become <c>:</c> too; all other characters stay as they are. Your own secret takes precedence over the
/// workspace's secret of that name. If two values would get one configuration key, which is compared without regard to case, loading
/// fails if you name both secrets; else the one that you name, or the older one, gets it, and <see cref="OnFailure"/> gets a report. No
/// secret sets a key of the section <c>ZenML</c>, which says where secrets come from.
/// </remarks>
public sealed class ZenConfigurationOptions
{
    /// <summary>
    /// Where the store is, the workspace and the login. What is not set comes from the environment and the settings of this machine.
    /// </summary>
    public ZenClientOptions Client { get; set; } = new();

    /// <summary>The names or ids of secrets to read. If one does not exist, loading fails.</summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>Which secrets to read, as in lists: by name, tag, scope or time. Its page and order are not used.</summary>
    /// <example><code>o.Filter = new ListQuery { ["name"] = "startswith:shop-", ["tag"] = "env=production" };</code></example>
    public ListQuery? Filter { get; set; }

    /// <summary>
    /// Values that get a configuration key of your choice instead of the usual one: <c>secret.key</c>, as in references, by that key. Their
    /// secrets are read too. If one does not exist, loading fails.
    /// </summary>
    /// <example><code>o.Map["ConnectionStrings:Main"] = "db.url";</code></example>
    public IDictionary<string, string> Map { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What all configuration keys begin with, for example <c>Secrets</c>; empty for nothing. Not for those of <see cref="Map"/>. Without
    /// <see cref="Secrets"/>, <see cref="Filter"/> and <see cref="Map"/>, all secrets of the active workspace that you see are read.
    /// </summary>
    public string Prefix { get; set; } = "";

    /// <summary>
    /// Whether all secrets of the active workspace that you see are read, whatever <see cref="Filter"/> says. Without a
    /// <see cref="Prefix"/>, whoever can create secrets in the workspace can change every setting of the program.
    /// </summary>
    public bool IncludeAllSecrets { get; set; }

    /// <summary>Whether the program may start without secrets if they cannot be read. The default is to fail.</summary>
    public bool Optional { get; set; }

    /// <summary>
    /// Whether changes reach the program: within two seconds over our server and in the local store, within about 15 seconds over a server
    /// of ZenML. Keys of deleted secrets disappear.
    /// </summary>
    public bool ReloadOnChange { get; set; }

    /// <summary>
    /// Receives why secrets could not be read, at the start and later, why a value was left out, and why the copy could not be used or
    /// written. The program keeps the values that it has, and the provider tries again if <see cref="ReloadOnChange"/> is set. The
    /// messages contain no values. Called on any thread. Default: the messages go to the warnings of <see cref="Client"/>;
    /// without those, in a host with <c>services.AddZenML()</c>, one warning per outage goes to the log.
    /// </summary>
    public Action<Exception>? OnFailure { get; set; }

    /// <summary>
    /// The file with an encrypted copy of the values, from which the program starts while the store cannot be reached; null for none. It
    /// is used only for the same server, login, workspace and selection.
    /// </summary>
    public string? CachePath { get; set; }

    /// <summary>
    /// The key of the copy: 32 random bytes in Base64, for example of <c>openssl rand -base64 32</c>. Default: a key that is created beside
    /// the local store, in a file that only this user can read.
    /// </summary>
    public SensitiveString? CacheKey { get; set; }

    /// <summary>How old the copy may be. Default: a day.</summary>
    public TimeSpan CacheMaxAge { get; set; } = TimeSpan.FromDays(1);
}
