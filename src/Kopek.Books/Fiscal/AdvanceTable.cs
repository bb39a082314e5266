using System.Buffers;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Fiscal;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;

namespace Kopek.Books.Fiscal;

/// <summary>What a line used of its advances in a month that is closed. <paramref name="Carry"/>: zero or less, what of earlier months was not paid for after all.</summary>
internal sealed record ClosedUse(LineId Line, FiscalMonth Month, Money Used, Money Carry);

/// <summary>The rows of receipts.db that offsets are made of. Only used inside the store's gate.</summary>
internal sealed class AdvanceTable
{
    private readonly IEventCodec codec;
    private readonly ArrayBufferWriter<byte> buffer = new(1024);
    private readonly BooksStatement findLine;
    private readonly BooksStatement putLine;
    private readonly BooksStatement putCarry;
    private readonly BooksStatement addUse;
    private readonly BooksStatement removeUse;
    private readonly BooksStatement closedUse;
    private readonly BooksStatement oldest;
    private readonly BooksStatement closed;
    private readonly BooksStatement close;
    private readonly BooksStatement position;
    private readonly BooksStatement putPosition;

    public AdvanceTable(BooksDatabase database, IEventCodec codec)
    {
        this.codec = codec;
        findLine = database.Prepare("SELECT sequence, state FROM advance_lines WHERE line = ?1");
        putLine = database.Prepare("INSERT INTO advance_lines (line, sequence, carry, state) VALUES (?1, ?2, 0, ?3) ON CONFLICT (line) DO UPDATE SET sequence = ?2, state = ?3");
        putCarry = database.Prepare("UPDATE advance_lines SET carry = ?2 WHERE line = ?1");
        addUse = database.Prepare("""
            INSERT INTO advance_use (operator, month, line, used) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (operator, month, line) DO UPDATE SET used = used + ?4
            """);
        removeUse = database.Prepare("DELETE FROM advance_use WHERE operator = ?1 AND month = ?2 AND line = ?3");
        closedUse = database.Prepare("""
            SELECT u.line, u.month, u.used, l.carry FROM advance_use u JOIN advance_lines l ON l.line = u.line
            WHERE u.operator = ?1 AND u.month <= ?2 ORDER BY u.month, u.line LIMIT ?3
            """);
        oldest = database.Prepare("SELECT min(month) FROM advance_use WHERE operator = ?1");
        closed = database.Prepare("SELECT closed FROM advance_months WHERE operator = ?1");
        close = database.Prepare("INSERT INTO advance_months (operator, closed) VALUES (?1, ?2) ON CONFLICT (operator) DO UPDATE SET closed = max(closed, ?2)");
        position = database.Prepare("SELECT sequence FROM advance_position WHERE shard = ?1");
        putPosition = database.Prepare("INSERT OR REPLACE INTO advance_position (shard, sequence) VALUES (?1, ?2)");
    }

    /// <summary>A line that was never seen is made anew, as the journal does with its first event. With the last entry that is in it.</summary>
    public (Line Line, long Sequence) Find(LineId id)
    {
        if (!findLine.Bind(1, id.Value).Step())
        {
            return (new Line(id), 0);
        }

        var found = (codec.ReadState(id, findLine.Blob(1)), findLine.Long(0));
        findLine.Reset();
        return found;
    }

    public void Write(Line line, long sequence)
    {
        buffer.ResetWrittenCount();
        codec.WriteState(buffer, line);
        putLine.Bind(1, line.Id.Value).Bind(2, sequence).Bind(3, buffer.WrittenSpan).Run();
    }

    public void WriteCarry(LineId line, Money carry) => putCarry.Bind(1, line.Value).Bind(2, carry.Kopeks).Run();

    public void AddUse(string operatorCode, FiscalMonth month, LineId line, Money used) =>
        addUse.Bind(1, operatorCode).Bind(2, month.ToString()).Bind(3, line.Value).Bind(4, used.Kopeks).Run();

    public void RemoveUse(string operatorCode, ClosedUse use) => removeUse.Bind(1, operatorCode).Bind(2, use.Month.ToString()).Bind(3, use.Line.Value).Run();

    /// <summary>What is left to be settled of the months through one, the oldest first: of a line one after the other.</summary>
    public List<ClosedUse> Closed(string operatorCode, FiscalMonth through, int most)
    {
        var rows = new List<ClosedUse>();
        closedUse.Bind(1, operatorCode).Bind(2, through.ToString()).Bind(3, most);
        while (closedUse.Step())
        {
            rows.Add(new ClosedUse(new LineId(closedUse.Long(0)), FiscalMonth.Read(closedUse.Text(1))!.Value, new Money(closedUse.Long(2)), new Money(closedUse.Long(3))));
        }

        return rows;
    }

    /// <summary>The oldest month with something to settle; null where there is none.</summary>
    public FiscalMonth? Oldest(string operatorCode) => MonthOf(oldest.Bind(1, operatorCode));

    /// <summary>The last month to which nothing is counted any more; null where there is none yet.</summary>
    public FiscalMonth? LastClosed(string operatorCode) => MonthOf(closed.Bind(1, operatorCode));

    public void Close(string operatorCode, FiscalMonth month) => close.Bind(1, operatorCode).Bind(2, month.ToString()).Run();

    /// <summary>The last entry of a shard that was taken in; null before the first look at it.</summary>
    public long? Position(int shard)
    {
        long? found = position.Bind(1, shard).Step() ? position.Long(0) : null;
        position.Reset();
        return found;
    }

    public void WritePosition(int shard, long sequence) => putPosition.Bind(1, shard).Bind(2, sequence).Run();

    private static FiscalMonth? MonthOf(BooksStatement query)
    {
        var found = query.Step() ? FiscalMonth.Read(query.TextOrNull(0)) : null;
        query.Reset();
        return found;
    }
}
