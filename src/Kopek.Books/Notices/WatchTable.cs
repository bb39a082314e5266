using System.Buffers;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Engine.Journalling;

namespace Kopek.Books.Notices;

/// <summary>The rows of lines as the notices last saw them, and of the place in the journal. Only used inside the store's gate.</summary>
internal sealed class WatchTable
{
    private readonly BooksDatabase database;
    private readonly IEventCodec codec;
    private readonly ArrayBufferWriter<byte> buffer = new(1024);
    private readonly BooksStatement find;
    private readonly BooksStatement put;
    private readonly BooksStatement due;
    private readonly BooksStatement putPosition;

    public WatchTable(BooksDatabase database, IEventCodec codec)
    {
        this.database = database;
        this.codec = codec;
        find = database.Prepare("SELECT sequence, mark, looked, due, state FROM watch WHERE line = ?1");
        put = database.Prepare("""
            INSERT INTO watch (line, sequence, mark, looked, due, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (line) DO UPDATE SET sequence = ?2, mark = ?3, looked = ?4, due = ?5, state = ?6
            """);
        due = database.Prepare("SELECT line FROM watch WHERE due IS NOT NULL AND due <= ?1 ORDER BY due LIMIT ?2");
        putPosition = database.Prepare("INSERT OR REPLACE INTO position (shard, sequence) VALUES (?1, ?2)");
    }

    /// <summary>A line that was never seen is made anew, as the journal does with its first event.</summary>
    public WatchedLine Find(LineId id)
    {
        if (!find.Bind(1, id.Value).Step())
        {
            return new WatchedLine(new Line(id));
        }

        var watched = new WatchedLine(codec.ReadState(id, find.Blob(4)))
        {
            Sequence = find.Long(0),
            Mark = (ServiceMark)find.Long(1),
            Looked = new Moment(find.Long(2)),
            Due = find.IsNull(3) ? Moment.Never : new Moment(find.Long(3)),
        };
        find.Reset();
        return watched;
    }

    public void Write(WatchedLine watched)
    {
        buffer.ResetWrittenCount();
        codec.WriteState(buffer, watched.Line);
        put.Bind(1, watched.Line.Id.Value).Bind(2, watched.Sequence).Bind(3, (long)watched.Mark).Bind(4, watched.Looked.UnixMilliseconds)
            .Bind(5, watched.Due.IsNever ? null : watched.Due.UnixMilliseconds).Bind(6, buffer.WrittenSpan).Run();
    }

    public List<LineId> Due(Moment now, int most)
    {
        var lines = new List<LineId>();
        due.Bind(1, now.UnixMilliseconds).Bind(2, most);
        while (due.Step())
        {
            lines.Add(new LineId(due.Long(0)));
        }

        return lines;
    }

    /// <summary>False: they are of a journal with more shards.</summary>
    public bool ReadPositions(long[] positions)
    {
        Array.Clear(positions);
        using var query = database.Prepare("SELECT shard, sequence FROM position");
        while (query.Step())
        {
            if (query.Long(0) >= positions.Length)
            {
                return false;
            }

            positions[query.Long(0)] = query.Long(1);
        }

        return true;
    }

    public void WritePosition(int shard, long sequence) => putPosition.Bind(1, shard).Bind(2, sequence).Run();

    /// <summary>From when on things are told; null before the first start.</summary>
    public Moment? ToldFrom()
    {
        using var query = database.Prepare("SELECT told_from FROM meta");
        return query.Step() ? new Moment(query.Long(0)) : null;
    }

    /// <summary>Forgets lines and places, keeps what holders want and what they were told, and tells nothing from before now.</summary>
    public void BeginAnew(Moment now)
    {
        database.Execute("DELETE FROM watch; DELETE FROM position;");
        using var keep = database.Prepare("INSERT INTO meta (id, told_from, name) VALUES (1, ?1, ?2) ON CONFLICT (id) DO UPDATE SET told_from = ?1");
        keep.Bind(1, now.UnixMilliseconds).Bind(2, NoticeStore.NewName()).Run();
    }
}
