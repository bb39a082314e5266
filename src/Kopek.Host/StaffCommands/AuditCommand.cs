using System.CommandLine;
using System.Globalization;
using Kopek.Host.Commands;

namespace Kopek.Host.StaffCommands;

/// <summary>kopek audit verify: proves the chain of the counter's audit trail; exit code 1 if anything is wrong.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var data = StaffCommand.Data();
        var verify = new Command("verify", "Proves every hash of the trail. Exit code 1 if an entry was changed or is missing. A server may be running.") { data };
        verify.SetAction((parsed, _) => Task.FromResult(Verify(parsed.GetValue(data)!)));
        return new Command("audit", "The audit trail of the counter.") { verify };
    }

    private static int Verify(string data)
    {
        if (!Books.People.PeopleStore.IsIn(data))
        {
            throw new CommandFailure($"There is no audit trail in {Path.GetFullPath(data)} (people.db).");
        }

        using var people = StaffCommand.Open(data);
        var report = people.VerifyAudit();
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Entries:N0} entries, head {report.Head}"));
        Console.Out.WriteLine(report.Wrong is { } wrong
            ? $"wrong: entry {wrong} was changed, or one before it is missing. Keep a copy of the folder as it is, and report it."
            : "The trail is in order. Note the head elsewhere: it proves later that nothing was cut off.");
        return report.IsInOrder ? 0 : 1;
    }
}
