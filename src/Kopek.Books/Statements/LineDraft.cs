using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Books.Statements;

/// <summary>A line during one pass: as the books have it, moved on by each event.</summary>
internal sealed class LineDraft(LineId line)
{
    public LineId Line { get; } = line;
    public string Operator { get; set; } = "";
    public Money Balance { get; set; }

    /// <summary>Its newest statement item; 0 where it has none.</summary>
    public long Last { get; set; }
}
