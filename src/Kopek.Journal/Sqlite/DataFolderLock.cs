using Kopek.Engine.Journalling;

namespace Kopek.Journal.Sqlite;

/// <summary>Holds kopek.lock in a data folder while a server writes there; the system lets go of it when the process dies, however it dies.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private readonly FileStream file;

    private DataFolderLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock or throws <see cref="JournalException"/> naming the folder.</summary>
    public static DataFolderLock Take(string folder)
    {
        try
        {
            return new DataFolderLock(new FileStream(Path.Combine(folder, "kopek.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held)
        {
            throw new JournalException(
                $"Another Kopek is running on the data folder {folder} (it holds kopek.lock). Stop it first, or give this one a folder of its own.",
                outcomeUnknown: false, held);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new JournalException($"The data folder {folder} cannot be written by this user (kopek.lock).", outcomeUnknown: false, denied);
        }
    }

    public void Dispose() => file.Dispose();
}
