namespace ZenML.Server.Tests.Hosting;

/// <summary>The root folder of the sources, which contains the guides and examples that tests check.</summary>
internal static class Repository
{
    /// <summary>Its full path.</summary>
    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "ZenML.slnx")))
            {
                folder = folder.Parent!;
            }

            return folder.FullName;
        }
    }
}
