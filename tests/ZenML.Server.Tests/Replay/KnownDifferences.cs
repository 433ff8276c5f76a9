namespace ZenML.Server.Tests.Replay;

/// <summary>
/// All deliberate differences from the recorded server. docs/compatibility.md describes the same differences.
/// </summary>
internal static class KnownDifferences
{
    public static IReadOnlyList<KnownDifference> All { get; } =
    [
        new("user-secrets-are-private", "A user-scoped secret is its owner's alone; an administrator may delete it and no more.",
            new Place("secrets_visibility", [4, 9, 14], "status", "^404"),
            new Place("secrets_visibility", [5, 8], @"\$\.total", "^1$"),
            new Place("secrets_visibility", [5, 8], @"\$\.items\.length", "^1$")),
        new("tokens-expire", "A token that never ends is a password that never changes.",
            new Place("", [], @"\$\.expires_in", @"^\d+$")),
        new("tokens-die-with-the-password", "Whoever changes a password because somebody knows it wants that somebody out.",
            new Place("users", [42], "status", "^401")),
        new("users-can-be-changed", "Setting active works instead of failing, and one's own e-mail address is kept.",
            new Place("users", [33, 61], "status", "^200"),
            new Place("users", [34, 37, 41, 43, 45, 46], @"\$\.body\.email_opted_in", "^true$")),
        new("passwords-have-eight-characters", "A password of one character is found by trying. (The replay sets longer ones elsewhere.)",
            new Place("users", [3], "status", "^400")),
        new("names-are-not-empty", "Nobody can type an empty name again. (The replay calls that secret \"!\".)",
            new Place("secrets", [7, 57], "status", "^400"),
            new Place("secrets_list", [3, 74, 75, 77], @"\$\.items\[\d\]\.name", "^!$"),
            new Place("secrets_list", [26], @"\$\.(total|items\.length)", "^0$"),
            new Place("misc_edge_cases", [9], @"\$\.(total|items\.length)", "^0$")),
        new("names-stay-unique",
            "A second workspace or stack of the same name cannot be told from the first; renaming checks what creating checks.",
            new Place("workspaces", [15], "status", "^409"),
            new Place("workspaces", [19], @"\$\.metadata\.workspace\.name", "^ws2b$"),
            new Place("workspaces", [23], "status", "^200"),
            new Place("workspaces", [24, 27, 28], "status", "^404"),
            new Place("workspaces", [26], @"\$\.(total|items\.length)", "^2$"),
            new Place("stacks", [36], "status", "^409"),
            new Place("stacks", [37], @"\$\.name", "^st1b$"),
            new Place("models", [37], "status", "^409"),
            new Place("model_versions", [54], "status", "^409")),
        new("secrets-hold-a-mebibyte", "Certificates and service account files are larger than 48 KiB when there are a few of them.",
            new Place("secrets", [28, 64], "status", "^200")),
        new("null-means-unchanged", "A null where no null can be leaves things as they are instead of failing.",
            new Place("secrets", [49, 50, 51], "status", "^200")),
        new("no-components-are-none", "A stack with an empty component map has no components, not all of them.",
            new Place("stacks", [10, 14], @"\$\.metadata\.components\.\w+", "^missing$")),
        new("filters-do-not-fail", "A filter or an order that makes no sense is a mistake of the request, not of the server.",
            new Place("components", [34], "status", "^200"),
            new Place("components", [35], "status", "^422"),
            new Place("stacks", [23, 24], "status", "^422"),
            new Place("stacks", [26], "status", "^200")),
        new("rows-count-once", "A list that is filtered by stack or component with \"or\" shows and counts every row once.",
            new Place("components", [33], @"\$\.total", "^4$"),
            new Place("stacks", [22], @"\$\.total", "^2$")),
        new("wildcards-mean-themselves",
            "With % and _ as wildcards, asking for the secret db_password finds dbXpassword; a filter matches what was asked for.",
            new Place("secrets_list", [32, 33], @"\$\.(total|items\.length)", "^0$")),
        new("id-parts-may-have-dashes", "Part of an id is found as it is printed.",
            new Place("secrets_list", [49, 51], @"\$\.(total|items\.length)", "^1$"),
            new Place("secrets_client", [110], @"\$\.(total|items\.length)", "^1$")),
        new("false-means-false", "equals:false is not true; what is neither true nor false is a mistake.",
            new Place("misc_edge_cases", [1], @"\$\.(total|items\.length)", "^0$"),
            new Place("misc_edge_cases", [2, 3], "status", "^422")),
        new("unknown-operators-are-422", "A misspelled operator or word finds nothing, which looks like an answer.",
            new Place("secrets_list", [28, 29, 30, 31, 36, 41], "status", "^422"),
            new Place("flavors", [5], "status", "^422")),
        new("configuration-mistakes-are-422",
            "All mistakes of a configuration are reported at once, with one status; some of them were 400 or 500.",
            new Place("components", [8, 9, 58], "status", "^422")),
        new("last-login-is-a-login",
            "An API key's last login is when it was exchanged for a token; writing on every request would cost more than the request.",
            new Place("service_accounts", [31, 37, 40], @"\$\.metadata\.last_login", "^20")),
        new("no-borrowed-descriptions", "The long descriptions in the built-in flavors' schemas are somebody else's text.",
            new Place("", [], @"\$.*\.config_schema\.description", "^missing$")),
        new("deleted-models-are-null", "A run or step can be shown after the version of its model was deleted.",
            new Place("model_in_runs", [50, 51], "status", "^200")),
    ];

    /// <summary>Deliberate differences that only the recordings about plain resources show.</summary>
    public static IReadOnlyList<KnownDifference> Plain { get; } =
    [
        new("schedules-can-be-paused", "An update of a schedule does not have to repeat when it runs.",
            new Place("schedules", [28], "status", "^200"),
            new Place("", [], @"\$.*\.schedule\.body\.active", "^true$")),
        new("dangling-references-are-404", "What does not exist cannot be referred to.",
            new Place("dangling_references_sqlite", [8, 9, 10, 11, 12, 13, 14], "status", "^404"),
            new Place("deletes", [48], "status", "^200")),
        new("connector-secrets-stay-secret", "Secrets of a service connector are never returned.",
            new Place("service_connectors", [15, 19], @"\$.*\.metadata\.configuration\.token", "^missing$")),
        new("no-connector-types", "This server knows no types of service connectors; clients use their own.",
            new Place("service_connectors", [1, 2], @"\$\.length", "^0$")),
    ];

    /// <summary>What cannot be compared in the recordings about plain resources, and what others of <see cref="All"/> explain.</summary>
    public static IReadOnlyList<KnownDifference> PlainNotComparable { get; } =
    [
        new("configurations-come-back-as-sent", "Clients send configurations complete.",
            new Place("", [], @"\$.*\.(pipeline_configuration|step_configurations|config)\..*", "")),
        new("names-stay-unique", "A code repository is not renamed to the name of another.",
            new Place("code_repositories", [22], "status", "^409")),
        new("rows-count-once", "A list with \"or\" counts every row once.",
            new Place("runs_steps", [24], @"\$\.total(_pages)?", "")),
        new("order-of-ids", "Rows that are equal in what a list is sorted by are in order of their ids, which are random.",
            new Place("builds", [19], @"\$\.items\[0\]\.id", ""),
            new Place("schedules", [22], @"\$\.items\[0\]\.name", "")),
        new("random-names", "Names of secrets of connectors end in random letters.",
            new Place("service_connectors", [21], @"\$\.items\[0\]\.name", "^connector-con2-[a-z]{4}$")),
        new("what-other-exchanges-did", "Statuses and times of runs depend on exchanges that are not replayed here.",
            new Place("runs_steps", [3, 15], @"\$.*\.pipeline\.body\.status\.length", ""),
            new Place("runs_steps", [4], @"\$\.metadata\.end_time", ""),
            new Place("deletes", [18, 19, 22], @"\$.*\.pipeline\.body\.status\[0\]", "")),
    ];

    /// <summary>
    /// Responses of the recorded server that depend on state which the recordings do not show. They cannot be compared
    /// and are not differences.
    /// </summary>
    public static IReadOnlyList<KnownDifference> NotComparable { get; } =
    [
        new("unrecorded-runs", "Some pipelines were run, and a secret was created, without being recorded.",
            new Place("misc_edge_cases", [13], @"\$\.items\[0\]\.body\.status\.length", ""),
            new Place("misc_edge_cases", [20], @"\$\.(total|items\.length)", ""),
            new Place("cli_stacks_components", [498], @"\$\.total", "^23$")),
        new("order-of-ids", "Rows that are equal in what a list is sorted by are in order of their ids, which are random.",
            new Place("secrets_list", [83, 84, 85, 86, 87], @"\$\.items\[\d\]\.name", ""),
            new Place("model_versions", [36], @"\$\.items\[\d\]\.name", "")),
    ];
}
