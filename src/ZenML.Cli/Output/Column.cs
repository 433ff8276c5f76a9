namespace ZenML.Cli.Output;

/// <summary>A column of a table.</summary>
/// <param name="Header">The heading.</param>
/// <param name="IsId">Whether it holds ids. A table that is too wide shows their first digits.</param>
/// <param name="IsTime">Whether it holds times. A table that is too wide shows them to the minute.</param>
internal record Column(string Header, bool IsId = false, bool IsTime = false)
{
    private const int IdDigits = 8;
    private const int TimeDigits = 16;

    /// <summary>The longest text in a table that is too wide, unless even that is too long; null for no limit.</summary>
    public int? ShortLength => IsId ? IdDigits : IsTime ? TimeDigits + 1 : null;

    /// <summary>The text of a cell in a table that is too wide.</summary>
    public string Shorten(string cell) => cell.Length <= ShortLength ? cell
        : IsId ? cell[..IdDigits]
        : IsTime ? cell[..TimeDigits] + "Z"
        : cell;
}
