namespace Kopek.Journal.Commits;

/// <summary>
/// Where a commit becomes durable: one write and one wait for the disk (ADR 0035). The records stay until they are durable in journal.db, where
/// <see cref="Kopek.Journal.Sqlite.JournalMover"/> puts them many at a time. There are two files: while one is written, what the other holds is moved, and
/// then it is written anew from its start. One thread appends; another may free.
/// </summary>
/// <param name="moved">The number of the last commit that is in journal.db: numbers go on from it, and none is used twice.</param>
internal sealed class CommitLog(string folder, long moved) : IDisposable
{
    /// <summary>Length at which the other file's turn comes, if it is free; until it is, this one grows.</summary>
    public const int FileBytes = 16 << 20;

    public const int Files = 2;

    private readonly CommitLogFile?[] files = new CommitLogFile?[Files];
    private volatile int current;
    private long last = moved;
    private long free = moved;

    /// <summary>Its name begins like the journal's own: whoever copies all files of the journal copies it.</summary>
    public static string PathOf(string folder, int file) => Path.Combine(folder, $"journal.db-commits-{file}");

    /// <summary>What was moved and is durable there. Throws <see cref="Kopek.Engine.Journalling.JournalException"/>.</summary>
    public static void Delete(string folder)
    {
        for (var file = 0; file < Files; file++)
        {
            try
            {
                File.Delete(PathOf(folder, file));
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
            {
                throw CommitLogFault.Of(PathOf(folder, file), failed, outcomeUnknown: false);
            }
        }
    }

    /// <summary>Makes the first file with room in it: a journal that cannot be written is not opened.</summary>
    public void Prepare() => (files[0] = new CommitLogFile(PathOf(folder, 0))).Prepare();

    /// <summary>Durable when it returns. After a failure only <see cref="CommitLogReading"/> tells what the log holds.</summary>
    public void Append(CommitRecord record)
    {
        if (files[current] is { End: >= FileBytes } && (files[1 - current]?.LastNumber ?? 0) <= Volatile.Read(ref free))
        {
            files[1 - current]?.Begin();
            current = 1 - current;
        }

        record.End(last + 1);
        (files[current] ??= new CommitLogFile(PathOf(folder, current))).Append(record);
        last++;
    }

    /// <summary>True: the file whose turn is next holds nothing after a number that has been moved, so it can be free once that is durable.</summary>
    public bool MayFree(long moved) => files[1 - current] is { LastNumber: var held } && held > Volatile.Read(ref free) && held <= moved;

    /// <summary>All records up to a number are durable in journal.db.</summary>
    public void Free(long through) => Volatile.Write(ref free, through);

    public void Dispose()
    {
        foreach (var file in files)
        {
            file?.Dispose();
        }
    }
}
