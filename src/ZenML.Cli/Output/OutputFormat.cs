namespace ZenML.Cli.Output;

/// <summary>The output format of commands that read.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>For programs.</summary>
    Json,

    /// <summary>For people and programs.</summary>
    Yaml,
}
