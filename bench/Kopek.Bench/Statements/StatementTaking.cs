using Kopek.Bench.HotPaths;
using Kopek.Bench.Journal;
using Kopek.Books.Statements;
using Kopek.Books.Storage;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;

namespace Kopek.Bench.Statements;

/// <summary>A pass of the statements takes an update of a session, decoded: it only sums, and nothing may be allocated.</summary>
public sealed class StatementTaking
{
    private readonly StatementPass pass = new(new StatementTables(BooksSchema.Open(ScratchFolder.Make())));
    private long sequence;

    public void Run()
    {
        Take(SampleUpdate.Usage);
        Take(SampleUpdate.Answer);
    }

    private void Take(LineEvent happened) => pass.Take(new JournalEntry(0, ++sequence, SampleUpdate.At, SampleUpdate.Line, happened));
}
