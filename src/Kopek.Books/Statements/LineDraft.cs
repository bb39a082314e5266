using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Books.Statements;

/// <summary>A line during one pass: as the books have it, moved on by each event.</summary>
internal sealed class LineDraft
{
    public LineId Line { get; private set; }
    public string Operator { get; set; } = "";
    public Money Balance { get; set; }

    /// <summary>Its newest statement item; 0 where it has none.</summary>
    public long Last { get; set; }

    /// <summary>Begins as a line that the books do not have.</summary>
    public void Begin(LineId line) => (Line, Operator, Balance, Last) = (line, "", Money.Zero, 0);
}
