using System.Diagnostics;
using Kopek.Engine.Journalling;
using Kopek.Journal.Sqlite;

namespace Kopek.Journal.Tests.Sqlite;

/// <summary>A disk of three megabytes (tmpfs; needs root).</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly DataFolder folder = new();
    private readonly bool isMounted;

    public FullDiskTests() => isMounted = OperatingSystem.IsLinux() && Environment.UserName == "root" && Ran("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder.Path);

    public void Dispose()
    {
        if (isMounted)
        {
            Ran("umount", folder.Path);
        }

        folder.Dispose();
    }

    [Fact]
    public void A_full_disk_is_a_clear_error_that_loses_nothing_and_commits_go_on_when_there_is_room()
    {
        Assert.SkipUnless(isMounted, "A small disk can only be mounted by root on Linux.");
        using var journal = SqliteJournal.Open(folder.Path, Journals.Codec, shardCount: 4);
        var acknowledged = 0L;
        var full = Assert.Throws<JournalException>(void () =>
        {
            while (true)
            {
                journal.Commit([Journals.Batch(1, acknowledged + 1, 500)]);
                acknowledged += 500;
            }
        });
        Assert.Contains(folder.Path, full.Message, StringComparison.Ordinal);
        Assert.Contains("is full. Make room", full.Message, StringComparison.Ordinal);
        Assert.True(acknowledged > 1_000);

        Assert.True(Ran("mount", "-o", "remount,size=30m", folder.Path));
        journal.Reopen();
        Assert.InRange(journal.LastSequence(1), acknowledged, acknowledged + (full.OutcomeUnknown ? 500 : 0));
        var next = journal.LastSequence(1) + 1;
        journal.Commit([Journals.Batch(1, next, 500)]);
        Assert.Equal(next + 499, journal.Read(1, 0).Count());
    }

    [Fact]
    public void While_the_disk_is_full_opening_again_fails_clearly_or_finds_everything()
    {
        Assert.SkipUnless(isMounted, "A small disk can only be mounted by root on Linux.");
        using var journal = SqliteJournal.Open(folder.Path, Journals.Codec, shardCount: 4);
        journal.Commit([Journals.Batch(1, 1, 500)]);
        File.WriteAllBytes(Path.Combine(folder.Path, "other"), new byte[256 << 10]);
        using (var other = File.OpenWrite(Path.Combine(folder.Path, "other")))
        {
            Assert.ThrowsAny<IOException>(void () =>
            {
                for (other.Position = other.Length; ;)
                {
                    other.Write(new byte[4096]);
                    other.Flush();
                }
            });
        }

        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                journal.Reopen();
                Assert.Equal(500, journal.LastSequence(1));
            }
            catch (JournalException refused)
            {
                Assert.Contains(folder.Path, refused.Message, StringComparison.Ordinal);
            }
        }

        File.Delete(Path.Combine(folder.Path, "other"));
        journal.Reopen();
        journal.Commit([Journals.Batch(1, 501, 1)]);
        Assert.Equal(501, journal.Read(1, 0).Count());
    }

    [Fact]
    public void After_a_commit_whose_outcome_is_unknown_there_is_no_other_before_the_journal_is_opened_again()
    {
        Assert.SkipUnless(isMounted, "A small disk can only be mounted by root on Linux.");
        using var journal = SqliteJournal.Open(folder.Path, Journals.Codec, 4, TimeProvider.System, Timeout.InfiniteTimeSpan);
        journal.Commit([Journals.Batch(1, 1, 1)]);
        Assert.True(Assert.Throws<JournalException>(() => journal.Commit([Journals.Batch(1, 2, 200_000)])).OutcomeUnknown);
        Assert.True(Ran("mount", "-o", "remount,size=30m", folder.Path));
        Assert.Contains("was not opened again", Assert.Throws<JournalException>(() => journal.Commit([Journals.Batch(1, 2, 1)])).Message, StringComparison.Ordinal);
        journal.Reopen();
        Assert.Equal(1, journal.LastSequence(1));
        journal.Commit([Journals.Batch(1, 2, 1)]);
        Assert.Equal(2, journal.Read(1, 0).Count());
    }

    [Fact]
    public void Where_there_is_no_room_for_the_commit_log_the_journal_is_not_opened_and_holds_no_file_open()
    {
        Assert.SkipUnless(isMounted, "A small disk can only be mounted by root on Linux.");
        SqliteJournal.Open(folder.Path, Journals.Codec, shardCount: 4).Dispose();
        var room = (int)new DriveInfo(folder.Path).AvailableFreeSpace - (160 << 10);
        File.WriteAllBytes(Path.Combine(folder.Path, "other"), new byte[room]);
        var full = Assert.Throws<JournalException>(() => SqliteJournal.Open(folder.Path, Journals.Codec));
        Assert.Contains("is full. Make room", full.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(
            new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos(), held => held.LinkTarget is { } target && target.StartsWith(folder.Path, StringComparison.Ordinal));
    }

    private static bool Ran(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
