namespace ZenML.Bench.Report;

/// <summary>A scenario with so many connections.</summary>
internal sealed record Load(string Scenario, int Connections, string Name)
{
    public static readonly Load Health = new("health", 16, "`/health`");
    public static readonly Load Get = new("get", 16, "secret by random id");
    public static readonly Load GetAlone = new("get", 1, "secret by random id, 1 connection");
    public static readonly Load List = new("list", 16, "first page of 20");
    public static readonly Load ListEquals = new("list-equals", 16, "first page, `name=equals:`");
    public static readonly Load ListContains = new("list-contains", 1, "first page, `name=contains:`, 1 connection");
    public static readonly Load Check = new("check", 1, "check of 500 references, 1 connection");
    public static readonly Load Login = new("login", 16, "login");
    public static readonly Load Update = new("update", 16, "update");
    public static readonly Load Create = new("create", 16, "create");
    public static readonly Load CreateAlone = new("create", 1, "create, 1 connection");

    /// <summary>Whether its throughput against that of <c>/health</c> says something.</summary>
    public bool IsComparedWithHealth => this == Get || this == List || this == ListEquals;

    /// <summary>In the order of the tables.</summary>
    public static readonly IReadOnlyList<Load> All =
    [
        Health, Get, GetAlone, List, ListEquals, ListContains, Check, Login, Update, Create, CreateAlone,
    ];
}
