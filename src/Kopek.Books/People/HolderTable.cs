using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Documents;
using Kopek.Core.Lines;
using NodaTime.Text;

namespace Kopek.Books.People;

/// <summary>The rows of holders and of the lines they hold. Only used inside the store's gate.</summary>
internal sealed class HolderTable
{
    private readonly BooksStatement ofLine;
    private readonly BooksStatement byNumber;
    private readonly BooksStatement add;
    private readonly BooksStatement renew;
    private readonly BooksStatement hold;

    public HolderTable(BooksDatabase database)
    {
        ofLine = database.Prepare("""
            SELECT h.id, h.name, h.issuing_state, h.number_tail, h.expiry, h.number_hash, h.birth_hash
            FROM holder_lines l JOIN holders h ON h.id = l.holder WHERE l.line = ?1
            """);
        byNumber = database.Prepare("SELECT id FROM holders WHERE issuing_state = ?1 AND number_hash = ?2");
        add = database.Prepare("INSERT INTO holders (name, issuing_state, number_hash, number_tail, birth_hash, expiry, recorded) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        renew = database.Prepare("UPDATE holders SET name = ?2, expiry = ?3 WHERE id = ?1");
        hold = database.Prepare("INSERT INTO holder_lines (line, holder) VALUES (?1, ?2)");
    }

    public Holder? Of(LineId line)
    {
        if (!ofLine.Bind(1, line.Value).Step())
        {
            return null;
        }

        var found = new Holder(ofLine.Long(0), ofLine.Text(1), ofLine.Text(2), ofLine.Text(3), LocalDatePattern.Iso.Parse(ofLine.Text(4)).Value)
        {
            NumberHash = ofLine.Blob(5).ToArray(),
            BirthHash = ofLine.Blob(6).ToArray(),
        };
        ofLine.Reset();
        return found;
    }

    public bool Record(LineId line, IdentityDocument document, DocumentMarks marks, Moment now)
    {
        if (Of(line) is not null)
        {
            return false;
        }

        var expiry = LocalDatePattern.Iso.Format(document.Expiry);
        if (Known(document, marks) is { } known)
        {
            renew.Bind(1, known).Bind(2, document.Name).Bind(3, expiry).Run();
        }
        else
        {
            add.Bind(1, document.Name).Bind(2, document.IssuingState).Bind(3, marks.Number).Bind(4, marks.Tail).Bind(5, marks.Birth)
                .Bind(6, expiry).Bind(7, now.UnixMilliseconds).Run();
        }

        hold.Bind(1, line.Value).Bind(2, Known(document, marks)).Run();
        return true;
    }

    private long? Known(IdentityDocument document, DocumentMarks marks)
    {
        long? found = byNumber.Bind(1, document.IssuingState).Bind(2, marks.Number).Step() ? byNumber.Long(0) : null;
        byNumber.Reset();
        return found;
    }
}
