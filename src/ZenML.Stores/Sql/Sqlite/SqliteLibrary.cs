using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace ZenML.Stores.Sql.Sqlite;

/// <summary>Loads SQLite.</summary>
internal static class SqliteLibrary
{
    private const string Name = "e_sqlite3";

    /// <summary>Loads the library that lies beside a published program, else whichever the framework finds.</summary>
    /// <remarks>The framework tries dozens of folders under other names before the right one, at the start of every command.</remarks>
    public static void Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        Batteries_V2.Init();
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        var file = OperatingSystem.IsWindows() ? $"{Name}.dll" : OperatingSystem.IsMacOS() ? $"lib{Name}.dylib" : $"lib{Name}.so";
        return name == Name && NativeLibrary.TryLoad(Path.Combine(AppContext.BaseDirectory, file), out var library) ? library : 0;
    }
}
