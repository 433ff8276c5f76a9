using System.Data.Common;
using ZenML.Stores.Sql;

namespace ZenML.TestKit.Databases;

/// <summary>A database of a test's own on a server.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="UrlText">The same as a setting, with the password.</param>
/// <param name="ConnectAsync">Connects to it past the store, as someone with a client for SQL would.</param>
public sealed record TestDatabase(StoreUrl Url, string UrlText, Func<Task<DbConnection>> ConnectAsync);
